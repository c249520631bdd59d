package example.control;

import io.heddle.api.Client;
import io.heddle.api.Extension;
import io.heddle.api.ExtensionContext;
import io.heddle.api.Extensions;
import io.heddle.api.Extensions.ExtensionInfo;
import io.heddle.api.Observer;
import io.heddle.api.Services;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import java.util.stream.Collectors;

/**
 * Does with another extension what a message to {@code control/NAME} says: {@code start}, {@code
 * stop} or {@code reload}. How all of them are then is published to {@code control}. Whoever may
 * publish there may do so: rules of access decide.
 */
public final class RemoteControl implements Extension {
  private static final String TOPIC = "control/";

  @Override
  public void start(ExtensionContext context) {
    context.add(new Orders(context.services()));
  }

  private record Orders(Services services) implements Observer {
    /** On the client's own thread, which may wait: its next message comes after that. */
    @Override
    public void published(Client client, Message message) {
      String topic = message.topic().value();
      if (topic.startsWith(TOPIC)) {
        tell(obey(topic.substring(TOPIC.length()), message.payload().text()));
      }
    }

    private String obey(String name, String order) {
      Extensions extensions = services.extensions();
      try {
        switch (order) {
          case "start" -> extensions.start(name);
          case "stop" -> extensions.stop(name);
          case "reload" -> extensions.reload(name);
          default -> throw new IllegalArgumentException("not start, stop or reload: " + order);
        }
        return "done";
      } catch (IllegalArgumentException | IllegalStateException e) {
        return String.valueOf(e.getMessage());
      }
    }

    private void tell(String result) {
      String states =
          services.extensions().all().stream()
              .map(Orders::line)
              .collect(Collectors.joining("\n", "\n", ""));
      services
          .messages()
          .publish(
              Message.of(
                  TopicName.of("control"), Bytes.utf8(result + states), Qos.AT_LEAST_ONCE));
    }

    private static String line(ExtensionInfo one) {
      return (one.name() + " " + one.state() + " " + one.words()).strip();
    }
  }
}

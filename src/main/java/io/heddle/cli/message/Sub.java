package io.heddle.cli.message;

import io.heddle.cli.client.Connection;
import io.heddle.cli.client.Expired;
import io.heddle.cli.client.Reasons;
import io.heddle.cli.line.FailedException;
import io.heddle.cli.line.Given;
import io.heddle.cli.line.Task;
import io.heddle.cli.line.Terminal;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** {@code sub}: subscribes, and prints what comes. Runs on one thread. */
final class Sub implements Task {
  /** The exit code when the time of {@code -W} is over, as Mosquitto has it. */
  static final int TIMED_OUT = 27;

  private static final int SUBSCRIBE_ID = 1;
  private static final int UNSUBSCRIBE_ID = 2;

  private final Notes notes;
  private final ConnectWords words;
  private final SubscribeWords wanted;
  private final Printer printer;
  private long printed;

  Sub(Given given, Terminal terminal) {
    notes = Notes.of(given, terminal);
    PropertyWords.check(given, List.of("connect", "subscribe", "unsubscribe", "will"));
    words = ConnectWords.of(given, terminal, "sub");
    wanted = SubscribeWords.of(given, words.topic(), words.connect().version());
    printer = new Printer(terminal, Format.of(given));
  }

  static Task task(Given given, Terminal terminal) {
    Sub sub = new Sub(given, terminal);
    return sub.notes.guarded(sub);
  }

  @Override
  public int run() throws IOException {
    try (Connection connection = Connection.open(words.target(), words.connect());
        Farewell farewell = Farewell.of(connection)) {
      notes.connected(connection, words);
      printer.watch(connection);
      if (wanted.waitMillis() > 0) {
        connection.deadline(wanted.waitMillis());
      }
      int code = DONE;
      try {
        subscribe(connection);
        receive(connection);
      } catch (Expired e) {
        notes.warn("the time of -W is over");
        code = TIMED_OUT;
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } catch (IOException e) {
        if (farewell.isSaid()) {
          return DONE;
        }
        throw e;
      }
      printer.show();
      connection.leave();
      return code;
    }
  }

  private void subscribe(Connection connection) throws IOException {
    List<Subscription> subscriptions = wanted.subscriptions();
    if (!wanted.unsubscribed().isEmpty()) {
      connection.write(
          new Packet.Unsubscribe(
              UNSUBSCRIBE_ID, wanted.unsubscribeProperties(), wanted.unsubscribed()));
    }
    if (!subscriptions.isEmpty()) {
      connection.write(
          new Packet.Subscribe(SUBSCRIBE_ID, wanted.subscribeProperties(), subscriptions));
    }
  }

  private void receive(Connection connection) throws IOException {
    boolean more = true;
    while (more) {
      more =
          switch (connection.next()) {
            case Packet.Publish message -> take(connection, message);
            case Packet.Suback answer -> {
              subscribed(answer, connection);
              yield !wanted.onlySubscribes();
            }
            case Packet.Unsuback answer -> !wanted.subscriptions().isEmpty();
            default -> true;
          };
    }
  }

  /** Tells what was refused; goes on while at least one is granted. */
  private void subscribed(Packet.Suback answer, Connection connection) throws FailedException {
    FailedException last = null;
    boolean granted = false;
    for (int i = 0; i < Math.min(answer.reasons().size(), wanted.subscriptions().size()); i++) {
      ReasonCode reason = answer.reasons().get(i);
      TopicFilter filter = wanted.subscriptions().get(i).filter();
      if (reason.isError()) {
        String what = "the subscription to " + filter + " is refused";
        last = Reasons.failed(what, reason, answer.properties(), connection.version());
        if (wanted.subscriptions().size() > 1) {
          notes.warn(String.valueOf(last.getMessage()));
        }
      } else {
        granted = true;
        notes.tell("subscribed to " + filter + ": " + reason);
      }
    }
    if (!granted && last != null) {
      throw last;
    }
  }

  /** Prints a message that is wanted; answers whether there may be more. */
  private boolean take(Connection connection, Packet.Publish message) throws IOException {
    TopicName topic = message.topic();
    if (topic == null || wanted.filteredOut(topic)) {
      return true;
    }
    if (message.retain() && wanted.removesRetained()) {
      connection.write(
          new Packet.Publish(
              false, Qos.AT_MOST_ONCE, true, topic, 0, Properties.NONE, Bytes.EMPTY));
    }
    if (!message.retain() && wanted.onlyRetained()) {
      return false;
    }
    if (message.retain() && wanted.withoutRetained()) {
      return true;
    }
    if (wanted.percent() < 100 && ThreadLocalRandom.current().nextDouble(100) >= wanted.percent()) {
      return true;
    }
    printer.print(message);
    printed++;
    return printed != wanted.count();
  }
}

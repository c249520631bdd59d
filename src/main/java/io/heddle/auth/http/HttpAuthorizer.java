package io.heddle.auth.http;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authorizer;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.auth.Complaints;
import io.heddle.auth.Recent;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a web server whether a client may publish or subscribe. When there is no answer it may not.
 * Whoever was allowed to subscribe receives what the subscription brings, and nobody is asked for
 * each message. Safe for use by any thread, which waits for the answer.
 */
public final class HttpAuthorizer implements Authorizer {
  private static final Access ALLOWED =
      new Access.Allowed(Qos.EXACTLY_ONCE, "acl.http: the server said yes");
  private static final Access DENIED = new Access.Denied("acl.http: the server said no");
  private static final Access NO_ANSWER = new Access.Denied("acl.http: the server did not answer");
  private static final Access SUBSCRIBED =
      new Access.Allowed(Qos.EXACTLY_ONCE, "acl.http: asked when it subscribed");

  private final Json json = new Json();
  private final Oracle oracle;
  private final Memory memory;

  /**
   * How long answers are remembered, for each client apart.
   *
   * @param period zero when they are not
   * @param most answers for one client
   * @param nanos a clock that never jumps, in nanoseconds
   */
  public record Memory(Duration period, int most, LongSupplier nanos) {}

  /** An authorizer that asks. */
  public HttpAuthorizer(Web web, Memory memory, Complaints complaints) {
    this.oracle = new Oracle(web, json, complaints);
    this.memory = memory;
  }

  @Override
  public Access decide(Client client, Action action) {
    return of(client).decide(action);
  }

  @Override
  public Access mayReceive(Client client, TopicName topic) {
    return SUBSCRIBED;
  }

  @Override
  public ClientAuthorizer of(Client client) {
    return new Own(client, new Recent<>(memory.period, memory.most, memory.nanos));
  }

  /** For one client. */
  private final class Own implements ClientAuthorizer {
    private final Client client;
    private final Recent<Question, Access> recent;

    Own(Client client, Recent<Question, Access> recent) {
      this.client = client;
      this.recent = recent;
    }

    @Override
    public Access decide(Action action) {
      Question question =
          switch (action) {
            case Action.Connect() -> null;
            case Action.Publish message ->
                new Question(
                    "publish", message.topic().value(), message.qos().value(), message.retain());
            case Action.Subscribe asked ->
                new Question("subscribe", asked.filter().pattern(), asked.qos().value(), null);
          };
      if (question == null) {
        return Access.NO_OPINION;
      }
      Access known = recent.find(question);
      return known == null ? ask(question) : known;
    }

    private Access ask(Question question) {
      Access answer;
      try {
        answer =
            switch (oracle.ask(question.about(client, json)).result()) {
              case ALLOW -> ALLOWED;
              case DENY -> DENIED;
              case IGNORE -> Access.NO_OPINION;
            };
      } catch (NoAnswerException e) {
        return NO_ANSWER;
      }
      recent.add(question, answer);
      return answer;
    }

    @Override
    public Access mayReceive(TopicName topic) {
      return SUBSCRIBED;
    }
  }

  /**
   * What is asked about a client.
   *
   * @param retain null when it is not about a message
   */
  private record Question(String action, String topic, int qos, @Nullable Boolean retain) {
    String about(Client client, Json json) {
      Map<String, @Nullable Object> about =
          Oracle.about(client.userName(), client.clientId(), client.peer());
      about.put("action", action);
      about.put("topic", topic);
      about.put("qos", qos);
      about.put("retain", retain);
      return json.write(about);
    }
  }
}

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
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a web server whether a client may publish or subscribe. When there is no answer it may not.
 * Safe for use by any thread, which waits for the answer.
 *
 * <p>Nobody waits for it before a message is sent: it goes by what the server has said of the
 * filters that match it, when the client subscribed. When that was long ago the server is asked
 * again, beside the way of the message. Where it was asked about no such filter, because some rule
 * had granted it, nothing is said here: if the rule is gone, so is what it granted.
 */
public final class HttpAuthorizer implements Authorizer {
  private static final Access ALLOWED =
      new Access.Allowed(Qos.EXACTLY_ONCE, "acl.http: the server said yes");
  private static final Access DENIED = new Access.Denied("acl.http: the server said no");
  private static final Access NO_ANSWER = new Access.Denied("acl.http: the server did not answer");
  private static final Access SUBSCRIBED =
      new Access.Allowed(Qos.EXACTLY_ONCE, "acl.http: asked when it subscribed");
  private static final Access TAKEN_BACK =
      new Access.Denied("acl.http: the server says no to what it subscribed to");

  /** However short the memory is: a server is not asked for each message. */
  private static final long SHORTEST = TimeUnit.SECONDS.toNanos(1);

  private final Json json = new Json();
  private final Oracle oracle;
  private final Memory memory;
  private final Grantees grantees;

  /**
   * How long answers are remembered, for each client apart.
   *
   * @param period zero when they are not
   * @param most answers for one client
   * @param filters that one client was granted, at least as many as it may subscribe to
   * @param nanos a clock that never jumps, in nanoseconds
   */
  public record Memory(Duration period, int most, int filters, LongSupplier nanos) {}

  /** An authorizer that asks. */
  public HttpAuthorizer(Web web, Memory memory, Complaints complaints) {
    this.oracle = new Oracle(web, json, complaints);
    this.memory = memory;
    this.grantees = new Grantees(memory.filters);
  }

  @Override
  public Access decide(Client client, Action action) {
    return own(client).decide(action);
  }

  @Override
  public Access mayReceive(Client client, TopicName topic) {
    return own(client).mayReceive(topic);
  }

  @Override
  public ClientAuthorizer of(Client client) {
    Own own = own(client);
    own.grants.renew(memory.nanos.getAsLong());
    return own;
  }

  private Own own(Client client) {
    return new Own(
        client,
        new Recent<>(memory.period, memory.most, memory.nanos),
        grantees.of(client, memory.nanos.getAsLong()));
  }

  /** For one client. */
  private final class Own implements ClientAuthorizer {
    private final Client client;
    private final Recent<Question, Access> recent;
    private final Grants grants;

    Own(Client client, Recent<Question, Access> recent, Grants grants) {
      this.client = client;
      this.recent = recent;
      this.grants = grants;
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
                Question.of(asked.filter().pattern(), asked.qos().value());
          };
      if (question == null) {
        return Access.NO_OPINION;
      }
      Access known = recent.find(question);
      return known == null ? ask(question) : known;
    }

    private Access ask(Question question) {
      Verdict.Result result;
      try {
        result = oracle.ask(question.about(client, json)).result();
      } catch (NoAnswerException e) {
        return NO_ANSWER;
      }
      Access answer =
          switch (result) {
            case ALLOW -> ALLOWED;
            case DENY -> DENIED;
            case IGNORE -> Access.NO_OPINION;
          };
      recent.add(question, answer);
      if (question.retain == null) {
        say(question, Grants.Said.valueOf(result.name()), memory.period.toNanos());
      }
      return answer;
    }

    private void say(Question asked, Grants.Said said, long period) {
      long now = memory.nanos.getAsLong();
      long again = now + Math.max(SHORTEST, period);
      grants.say(new Grants.Grant(asked.topic, asked.qos, said, now, again));
    }

    @Override
    public Access mayReceive(TopicName topic) {
      Grants.Grant grant = grants.find(topic);
      if (grant == null) {
        return Access.NO_OPINION;
      }
      if (grants.isOld(grant, memory.nanos.getAsLong()) && grants.begin(grant.filter())) {
        boolean asked = false;
        try {
          asked = oracle.web().aside(() -> askAgain(grant));
        } finally {
          if (!asked) {
            grants.end(grant.filter());
          }
        }
      }
      return switch (grant.said()) {
        case ALLOW -> SUBSCRIBED;
        case IGNORE -> Access.NO_OPINION;
        case DENY -> TAKEN_BACK;
      };
    }

    /** Without an answer the last one holds, and soon it is asked again. */
    private void askAgain(Grants.Grant grant) {
      try {
        Question question = Question.of(grant.filter(), grant.qos());
        if (grants.isLast(grant) && ask(question).equals(NO_ANSWER)) {
          say(question, grant.said(), 0);
        }
      } finally {
        grants.end(grant.filter());
      }
    }
  }

  /**
   * What is asked about a client.
   *
   * @param retain null when it is not about a message
   */
  private record Question(String action, String topic, int qos, @Nullable Boolean retain) {
    /** Whether a filter may be subscribed to. */
    static Question of(String filter, int qos) {
      return new Question("subscribe", filter, qos, null);
    }

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

package io.heddle.auth.http;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authorizer;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.auth.Complaints;
import io.heddle.auth.Recent;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a web server whether a client may publish or subscribe. When there is no answer it may not.
 * Safe for use by any thread, which waits for the answer.
 *
 * <p>Nobody waits for it before a message is sent: it goes by what the server has said of the
 * filters that match it, when the client subscribed. The server is asked again beside the way of
 * the message, while what it said still counts if messages come often enough. What is older counts
 * until there is an answer, or none in time. Who takes his session up again waits for the answers
 * about all that he is subscribed to. Where the server was asked about no such filter, because some
 * rule had granted it, nothing is said here: if the rule is gone, so is what it granted.
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

  private static final Access UNANSWERED =
      new Access.Denied("acl.http: the server did not answer when it was asked again");

  /** However short the memory is: a server is not asked for each message. */
  private static final long SHORTEST = TimeUnit.SECONDS.toNanos(1);

  /** The most filters that one client is asked about when it comes. */
  private static final int AT_ONCE = 256;

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
    return own(client);
  }

  private Own own(Client client) {
    return new Own(
        client, new Recent<>(memory.period, memory.most, memory.nanos), grantees.of(client));
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
      return decide(action, true);
    }

    @Override
    public Access foresee(Action action) {
      return decide(action, false);
    }

    /**
     * Asks, unless it is known.
     *
     * @param counts whether a yes to a filter is one to a subscription, and opens its topics
     */
    private Access decide(Action action, boolean counts) {
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
      if (known != null && isStill(question, known)) {
        return known;
      }
      Verdict.Result result = ask(question);
      if (counts && result != null && question.isFilter()) {
        grants.say(grant(question, result));
      }
      return answer(result);
    }

    /** A yes to a filter that was unsubscribed from has to be heard again. */
    private boolean isStill(Question question, Access known) {
      return !question.isFilter()
          || known instanceof Access.Denied
          || grants.of(question.topic) != null;
    }

    /** Null when there is no answer. */
    private Verdict.@Nullable Result ask(Question question) {
      try {
        Verdict.Result result = oracle.ask(question.about(client, json)).result();
        recent.add(question, answer(result));
        return result;
      } catch (NoAnswerException e) {
        return null;
      }
    }

    private Grants.Grant grant(Question asked, Verdict.Result result) {
      Grants.Said said = Grants.Said.valueOf(result.name());
      long now = memory.nanos.getAsLong();
      long period = Math.max(SHORTEST, memory.period.toNanos());
      return new Grants.Grant(
          asked.topic, asked.qos, said, now + period / 4 * 3, now + period, true);
    }

    @Override
    public Access mayReceive(TopicName topic) {
      long now = memory.nanos.getAsLong();
      Grants.Grant grant = grants.find(topic, now);
      if (grant == null) {
        return Access.NO_OPINION;
      }
      if (grant.isDue(now)) {
        askAside(Question.of(grant.filter(), grant.qos()), grant, () -> {});
      }
      return switch (grant.said()) {
        case DENY -> TAKEN_BACK;
        case ALLOW -> grant.holds(now) ? SUBSCRIBED : UNANSWERED;
        case IGNORE -> grant.holds(now) ? Access.NO_OPINION : UNANSWERED;
      };
    }

    @Override
    public void arrived(Collection<Subscription> subscriptions) {
      Map<String, Question> questions = new LinkedHashMap<>();
      for (Subscription each : subscriptions) {
        Question question = Question.of(each.filter().unshared().pattern(), each.qos().value());
        questions.put(question.topic, question);
      }
      grants.retain(questions.keySet());
      List<Question> first = questions.values().stream().limit(AT_ONCE).toList();
      CountDownLatch answers = new CountDownLatch(first.size());
      for (Question question : first) {
        askAside(question, grants.of(question.topic), answers::countDown);
      }
      try {
        // What has no answer by then goes by the last one until there is.
        boolean _ = answers.await(oracle.web().timeout().toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void unsubscribed(TopicFilter filter) {
      grants.forget(filter.unshared().pattern());
    }

    /**
     * Asks on another thread, unless somebody does so already, or has done so when its turn comes.
     *
     * @param known what was said last; null for nothing
     */
    private void askAside(Question question, Grants.@Nullable Grant known, Runnable then) {
      if (!grants.begin(question.topic)) {
        then.run();
        return;
      }
      boolean asked = false;
      try {
        oracle
            .web()
            .aside(() -> {
              try {
                askAgain(question, known);
              } finally {
                grants.end(question.topic);
                then.run();
              }
            });
        asked = true;
      } finally {
        if (!asked) {
          grants.end(question.topic);
        }
      }
    }

    private void askAgain(Question question, Grants.@Nullable Grant known) {
      if (!Objects.equals(grants.of(question.topic), known)) {
        return;
      }
      Verdict.Result result = ask(question);
      if (result != null) {
        grants.renew(known, grant(question, result));
      } else if (known != null) {
        grants.renew(known, known.unanswered(memory.nanos.getAsLong() + SHORTEST));
      }
    }
  }

  private static Access answer(Verdict.@Nullable Result result) {
    return switch (result) {
      case null -> NO_ANSWER;
      case ALLOW -> ALLOWED;
      case DENY -> DENIED;
      case IGNORE -> Access.NO_OPINION;
    };
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

    boolean isFilter() {
      return retain == null;
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

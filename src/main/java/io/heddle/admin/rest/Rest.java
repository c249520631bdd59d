package io.heddle.admin.rest;

import io.heddle.admin.web.Asked;
import io.heddle.admin.web.Handler;
import io.heddle.admin.web.Reply;
import io.heddle.api.Status;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests by the table of routes. Safe for use by many threads at a time: what it has is
 * immutable, or counts.
 */
final class Rest implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(Rest.class);

  /** Bytes of the content of a request. */
  private static final int MOST = 1024 * 1024;

  /** The route of requests that have none. */
  private static final String NONE = "none";

  /** Problems that gmqtt tells in an answer of status 200. */
  private static final Set<Integer> OLD = Set.of(400, 404, 409);

  private final Router router;
  private final Gate gate;
  private final Requests requests;
  private final Supplier<Status.State> state;

  /** Set once by some thread that has seen it, read by any. */
  private volatile boolean hasStarted;

  /** Answers by these routes; until the broker runs only what needs no role. */
  Rest(Router router, Gate gate, Requests requests, Supplier<Status.State> state) {
    this.state = state;
    this.router = router;
    this.gate = gate;
    this.requests = requests;
  }

  @Override
  public Reply answer(Asked asked) {
    Visit visit = new Visit(asked);
    Reply reply;
    try {
      reply = visit.answer();
    } catch (Problem problem) {
      reply =
          visit.isOld() && OLD.contains(problem.status())
              ? Compatible.reply(problem)
              : problem.reply();
    } catch (RuntimeException | IOException fault) {
      LOG.warn("{} {} failed", asked.method(), Audit.printable(asked.path()), fault);
      reply = Problem.reply(500, "a fault of the broker; its log has more");
    }
    requests.add(visit.route(), reply.status());
    Audit.write(asked, visit.who(), reply.status());
    return reply;
  }

  /** What is still being recovered is neither shown nor changed; nor what is about to end. */
  private void mustRun(Route route) throws Problem {
    if (hasStarted && !route.writes()) {
      return;
    }
    Status.State now = state.get();
    hasStarted |= now != Status.State.STARTING;
    if (!hasStarted || now == Status.State.STOPPING) {
      throw new Problem(
          503, hasStarted ? "the broker stops" : "the broker starts", Map.of("Retry-After", "1"));
    }
  }

  /** One request. Belongs to its thread. */
  private final class Visit {
    private final Asked asked;
    private String route = NONE;
    private String who = "nobody";

    Visit(Asked asked) {
      this.asked = asked;
    }

    /** Whether it is made as gmqtt has it. */
    boolean isOld() {
      return !route.equals(NONE) && !route.contains(" /api/") && !route.contains(" /health/");
    }

    String route() {
      return route;
    }

    String who() {
      return who;
    }

    Reply answer() throws Problem, IOException {
      Router.Found found = null;
      Problem none = null;
      try {
        found = router.find(asked.method(), asked.segments());
        route = found.route().toString();
      } catch (IllegalArgumentException e) {
        none = Problem.badRequest("the path cannot be decoded");
      } catch (Problem problem) {
        none = problem;
      }
      Caller caller = caller(found);
      if (found == null) {
        throw java.util.Objects.requireNonNull(none);
      }
      Role needed = found.route().role();
      if (needed != null && !caller.role().covers(needed)) {
        throw new Problem(
            403,
            "this needs the role " + needed + ", and " + caller.name() + " has " + caller.role());
      }
      if (needed != null) {
        mustRun(found.route());
      }
      return act(found.route(), call(found, caller));
    }

    /** What is not there is told only to those who may ask. */
    private Caller caller(Router.@org.jspecify.annotations.Nullable Found found) throws Problem {
      if (found != null && found.route().role() == null) {
        return new Caller(who, Role.READ);
      }
      Caller caller = gate.admit(asked);
      who = caller.name();
      return caller;
    }

    private Call call(Router.Found found, Caller caller) throws Problem, IOException {
      return new Call(caller, parameters(found), content(found.route()));
    }

    private Given parameters(Router.Found found) throws Problem {
      Map<String, String> texts = new HashMap<>();
      try {
        texts.putAll(asked.query());
      } catch (IllegalArgumentException e) {
        throw Problem.badRequest("the query cannot be read: " + e.getMessage());
      }
      texts.putAll(found.path());
      Map<Item<?>, Object> values = new HashMap<>();
      for (Item<?> item : found.route().parameters()) {
        String text = texts.remove(item.name());
        if (text != null) {
          values.put(item, parsed(item, text));
        } else if (item.needed()) {
          throw Problem.badRequest("the parameter " + item.name() + " is missing");
        }
      }
      if (!texts.isEmpty()) {
        throw Problem.badRequest(texts.keySet().iterator().next() + " is no parameter here");
      }
      return new Given(values);
    }

    private static Object parsed(Item<?> item, String text) throws Problem {
      try {
        return item.input().parse(text);
      } catch (IllegalArgumentException e) {
        throw Problem.badRequest(item.name() + ": " + e.getMessage());
      }
    }

    /** A type that forms of pages cannot have: so no page can send it without being asked first. */
    private Given content(Route found) throws Problem, IOException {
      Form form = found.form();
      if (form == null) {
        if (asked.hasContent()) {
          throw Problem.badRequest("no content is expected here");
        }
        return new Given(Map.of());
      }
      String type = asked.header("Content-Type").orElse("");
      if (!type.split(";", -1)[0].strip().equalsIgnoreCase(form.type())) {
        throw new Problem(415, "the content has to be " + form.type());
      }
      byte[] content = asked.content(MOST);
      if (content.length > MOST) {
        throw new Problem(413, "the content has more than " + MOST + " bytes");
      }
      return form.read(content);
    }

    private Reply act(Route found, Call call) throws Problem {
      Route.Outcome outcome = found.work().act(call);
      Route.Stream stream = outcome.stream();
      if (stream != null) {
        return Reply.flowing(stream.type(), stream.flow()).with(outcome.headers());
      }
      Reply reply =
          outcome.content() == null
              ? Reply.empty(outcome.status())
              : Reply.of(outcome.status(), Json.TYPE, Json.bytes(outcome.content()));
      return reply.with(outcome.headers());
    }
  }
}

package io.heddle.admin.rest;

import io.heddle.admin.web.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of routes: what is asked, who may ask, what is answered. Immutable.
 *
 * @param path below the root, with names in braces for what is data
 * @param role that is needed; null when nobody is asked who he is
 * @param summary what it does, in a sentence
 * @param parameters of the path and the query
 * @param form of the content; null for none
 * @param answer how the answer looks when all is well; null when there is nothing to say
 * @param streams the type of content that is no JSON; empty for none
 * @param problems statuses besides those that every route has, and what they mean here
 * @param work does it; its answer is written as the shape says
 */
record Route(
    String method,
    String path,
    @Nullable Role role,
    String summary,
    List<Item<?>> parameters,
    @Nullable Form form,
    @Nullable Shape<?> answer,
    String streams,
    Map<Integer, String> problems,
    Work work) {

  /** What is done for a request. */
  @FunctionalInterface
  interface Work {
    Outcome act(Call call) throws Problem;
  }

  /**
   * What came of it.
   *
   * @param content null for none
   * @param stream that is written instead; null for none
   * @param headers besides
   */
  record Outcome(
      int status,
      jakarta.json.@Nullable JsonValue content,
      @Nullable Stream stream,
      Map<String, String> headers) {
    Outcome(int status, jakarta.json.@Nullable JsonValue content) {
      this(status, content, null, Map.of());
    }

    Outcome(int status, jakarta.json.@Nullable JsonValue content, Map<String, String> headers) {
      this(status, content, null, headers);
    }
  }

  /** Content that is no JSON, or written piece by piece. */
  record Stream(String type, Reply.Flow flow) {}

  /** What a request is answered, as an object of ours. */
  @FunctionalInterface
  interface Question<T> {
    T answer(Call call) throws Problem;
  }

  /** What a request changes. */
  @FunctionalInterface
  interface Order {
    void obey(Call call) throws Problem;
  }

  /** Copies the lists. */
  Route {
    parameters = List.copyOf(parameters);
    problems = Map.copyOf(problems);
  }

  /** One that reads. */
  static Draft get(String path, String summary) {
    return new Draft("GET", path, Role.READ, summary);
  }

  /** One that changes something. */
  static Draft post(String path, String summary) {
    return new Draft("POST", path, Role.OPERATE, summary);
  }

  /** One that puts something in a place. */
  static Draft put(String path, String summary) {
    return new Draft("PUT", path, Role.OPERATE, summary);
  }

  /** One that takes something away. */
  static Draft delete(String path, String summary) {
    return new Draft("DELETE", path, Role.OPERATE, summary);
  }

  boolean writes() {
    return !method.equals("GET");
  }

  /** Every status that tells a problem, and when. */
  Map<Integer, String> allProblems() {
    Map<Integer, String> all = new TreeMap<>();
    if (role != null) {
      all.put(400, "The request is not as described here.");
      all.put(401, "Nobody has said who asks, or it is not proved.");
      all.put(403, "Whoever asks may not.");
      all.put(429, "Too many logins from this address have failed.");
      all.put(503, "The broker starts or stops, or is too busy.");
    }
    if (form != null) {
      all.put(413, "The content is too long.");
      all.put(415, "The content is no JSON.");
    }
    all.putAll(problems);
    return all;
  }

  /** The parts of its path. */
  List<String> segments() {
    return List.of(path.substring(1).split("/", -1));
  }

  /** Method and path, as people and metrics name it. */
  @Override
  public String toString() {
    return method + " " + path;
  }

  /** A row that is being written. Belongs to one thread. */
  static final class Draft {
    private final String method;
    private final String path;
    private final String summary;
    private final Map<Integer, String> problems = new TreeMap<>();
    private final List<Item<?>> parameters = new ArrayList<>();
    private @Nullable Role role;
    private @Nullable Form form;

    private Draft(String method, String path, Role role, String summary) {
      this.method = method;
      this.path = path;
      this.role = role;
      this.summary = summary;
    }

    /** Nobody else may ask. */
    Draft needs(Role least) {
      role = least;
      return this;
    }

    /** Everybody may ask. */
    Draft open() {
      role = null;
      return this;
    }

    Draft takes(Item<?>... items) {
      parameters.addAll(List.of(items));
      return this;
    }

    Draft takes(Form content) {
      form = content;
      return this;
    }

    Draft fails(int status, String when) {
      problems.put(status, when);
      return this;
    }

    /** What it answers. */
    <T> Route answers(Shape<T> shape, Question<T> question) {
      return does(shape, call -> new Outcome(200, shape.write(question.answer(call))));
    }

    /** Content of another type, written piece by piece. */
    Route streams(String type, Question<Stream> question) {
      Work work = call -> new Outcome(200, null, question.answer(call), Map.of());
      return new Route(method, path, role, summary, parameters, form, null, type, problems, work);
    }

    /** That it is done, and nothing else. */
    Route obeys(Order order) {
      return does(
          null,
          call -> {
            order.obey(call);
            return new Outcome(204, null);
          });
    }

    Route does(@Nullable Shape<?> answer, Work work) {
      return new Route(method, path, role, summary, parameters, form, answer, "", problems, work);
    }
  }
}

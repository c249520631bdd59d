package io.heddle.api;

import java.util.List;

/**
 * How a broker is, at one moment. What it counts is in {@link Statistics}.
 *
 * @param version of Heddle
 * @param problems what an operator should look at, each in one line: extensions that have failed,
 *     files that are wrong so that their earlier content is in force; empty when all is well
 */
public record Status(State state, String version, List<String> problems) {
  /** What it does. */
  public enum State {
    /** Extensions start; nobody is accepted yet. */
    STARTING,
    /** Clients are accepted. */
    RUNNING,
    /** It stops, or has stopped. */
    STOPPING
  }

  /** Copies the list. */
  public Status {
    problems = List.copyOf(problems);
  }
}

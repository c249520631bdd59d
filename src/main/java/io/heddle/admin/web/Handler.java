package io.heddle.admin.web;

/** Answers requests, many at a time, each on the thread of its connection, and may block. */
@FunctionalInterface
public interface Handler {
  /** The answer; an exception is answered with 500. */
  Reply answer(Asked asked);
}

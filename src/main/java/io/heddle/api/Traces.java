package io.heddle.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Follows clients and messages step by step (docs/tracing.md). Where no trace goes on that costs
 * nothing; one that does never delays a client.
 */
public interface Traces {
  /**
   * Begins one. It ends by itself: when its time is over, or its file is full.
   *
   * @throws IllegalStateException when there are as many as may be; the message is for people
   * @throws IOException when its file cannot be made
   */
  TraceInfo start(TraceRequest request) throws IOException;

  /** All that there are, also those that have ended, the oldest first. */
  List<TraceInfo> all();

  /** One of them. */
  Optional<TraceInfo> find(String id);

  /** Ends one, whose file stays; false when there is none. */
  boolean stop(String id);

  /** Ends one and forgets it, with its file; false when there is none. */
  boolean remove(String id);

  /**
   * What is in its file so far, a JSON object in each line; empty when there is no such trace, or
   * it has no file.
   *
   * @throws IOException when the file cannot be read
   */
  Optional<InputStream> read(String id) throws IOException;

  /**
   * Its entries from now on, as they come; empty when there is no such trace.
   *
   * @throws IllegalStateException when there are as many readers as may be
   */
  Optional<Live> live(String id);

  /**
   * Entries of a trace as they come. A reader that is too slow misses some, and is told how many.
   * For one thread.
   */
  interface Live extends AutoCloseable {
    /**
     * The next entry, a JSON object without a line break; empty when none came in this time, or the
     * trace has ended.
     *
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    Optional<String> next(Duration most) throws InterruptedException;

    /** Whether the trace has ended, and nothing is left to be read. */
    boolean isOver();

    @Override
    void close();
  }
}

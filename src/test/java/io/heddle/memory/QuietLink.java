package io.heddle.memory;

import io.heddle.connection.Link;
import java.io.IOException;

/** What a link of a test need not say: it swallows what is written, and has nothing to close. */
@FunctionalInterface
public interface QuietLink extends Link {
  @Override
  default void write(byte[] source, int offset, int length) throws IOException {}

  @Override
  default int writeNow(byte[] source, int offset, int length) throws IOException {
    return 0;
  }

  @Override
  default void start(String name, Runnable work) {
    Thread.ofVirtual().name(name).start(work);
  }

  @Override
  default void finish() throws IOException {}

  @Override
  default void close() {}

  @Override
  default String peer() {
    return "test";
  }
}

package io.heddle.session;

import io.heddle.mqtt.Message;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages that were dropped while they waited on disk alone: tells of each, and then lets it go.
 * Runs on the thread that reads, some messages at a time.
 */
final class Farewell implements LongConsumer {
  private static final int PORTION = 256;

  private final Spill gone;
  private final SessionStore store;
  private final BiConsumer<Stored, @Nullable Message> told;

  Farewell(Spill gone, SessionStore store, BiConsumer<Stored, @Nullable Message> told) {
    this.gone = gone;
    this.store = store;
    this.told = told;
  }

  @Override
  public void accept(long now) {
    Stored next = gone.first();
    for (int i = 0; i < PORTION && next != null; i++) {
      Message message = store.read(next.body());
      gone.remove(next.sequence());
      told.accept(next, message);
      store.letGo(next.body());
      next = gone.first();
    }
    if (next != null) {
      store.readAhead(this);
    }
  }
}

package io.heddle.connection;

import io.heddle.connection.OutgoingBuffer.Batch;
import io.heddle.session.Assurance;
import io.heddle.session.Turns;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes from the outbox and writes to the link: a virtual thread that lives while there is
 * something to write. A second parked thread for each client would cost more than starting one now
 * and then. The connection's own thread writes its small answers itself.
 */
final class Writer {
  /**
   * The largest single write, so that other threads get a turn and the system's copy stays small.
   */
  private static final int PORTION = 128 * 1024;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Seconds after which a connection whose answers wait for the store is cut. */
  private static final int PATIENCE = 30;

  /** What the writer does next. */
  enum Next {
    /** There is more to write. */
    WRITE,
    /** There is room again: who waits for it is told, and then there may be more to write. */
    TELL,
    /** All is said: the link is finished. */
    FINISH,
    /** Nothing waits; the writer ends. */
    REST
  }

  private final Outbox outbox;
  private final Link link;
  private final Surroundings surroundings;

  /** Written by the client's thread before the client's first message. */
  private volatile String name = "mqtt-new";

  /** Likewise. */
  private volatile Assurance assurance;

  /** The thread that writes, if there is one besides the client's own; that thread's own mark. */
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

  Writer(Outbox outbox, Link link, Surroundings surroundings) {
    this.outbox = outbox;
    this.link = link;
    this.surroundings = surroundings;
    this.assurance = surroundings.core().store();
  }

  /** From now on the client is told of something when this says so. */
  void assure(Assurance bound) {
    assurance = bound;
  }

  /** What says when the client may be told of something. */
  Assurance assurance() {
    return assurance;
  }

  /** Begins to write on a thread of its own; the outbox makes sure that it is the only one. */
  void start() {
    start(this::run);
  }

  /** Answers whether it was started; if not, the connection is cut. */
  private boolean start(Runnable work) {
    try {
      link.start(name, () -> noted(work));
      return true;
    } catch (RuntimeException | OutOfMemoryError fault) {
      giveUp(fault);
      return false;
    }
  }

  private void noted(Runnable work) {
    Thread self = Thread.currentThread();
    thread.set(self);
    try {
      work.run();
    } finally {
      // The next one may have begun.
      thread.compareAndSet(self, null);
    }
  }

  /** The thread that writes; null for none. */
  @Nullable Thread thread() {
    return thread.get();
  }

  /** Writes at once what needs no waiting, and the rest on a thread of its own. */
  void begin() {
    Batch batch = outbox.take();
    int sent = assurance.isSafe(batch.mark()) ? writeNow(batch) : 0;
    boolean handedOver = sent < batch.count() && start(() -> goOn(batch, sent));
    if (!handedOver && ended(batch)) {
      start();
    }
  }

  private int writeNow(Batch batch) {
    try {
      int sent = link.writeNow(batch.bytes(), 0, batch.count());
      if (sent == batch.count()) {
        batch.tell(surroundings.core());
      }
      return sent;
    } catch (IOException e) {
      giveUp();
    } catch (RuntimeException | Error fault) {
      giveUp(fault);
    }
    return batch.count();
  }

  private void goOn(Batch batch, int from) {
    if (write(batch, from)) {
      run();
    }
  }

  /**
   * Somebody else ends the connection, whose own thread may be reading: a client that neither takes
   * the last bytes nor closes is cut, and its thread is free.
   */
  void hurry() {
    surroundings.core().timer().after(surroundings.options().closeTimeout(), link::close);
  }

  private void run() {
    Turns turns = new Turns();
    while (writeOnce()) {
      turns.next();
    }
  }

  /** Names the threads that write from now on. */
  void name(String threadName) {
    this.name = threadName;
  }

  /** Writes what is there; answers whether there is more, and this writer goes on. */
  boolean writeOnce() {
    return write(outbox.take(), 0);
  }

  private boolean write(Batch batch, int begin) {
    try {
      awaitSafe(batch.mark());
      for (int from = begin; from < batch.count(); from += PORTION) {
        link.write(batch.bytes(), from, Math.min(PORTION, batch.count() - from));
      }
      batch.tell(surroundings.core());
    } catch (IOException e) {
      giveUp();
    } catch (RuntimeException | Error fault) {
      giveUp(fault);
    }
    return ended(batch);
  }

  /** Nobody is told of what could still be lost. */
  private void awaitSafe(long mark) throws IOException {
    try {
      for (int i = 0; !assurance.await(mark, SECOND); i++) {
        if (i == PATIENCE) {
          throw new IOException("the store did not write within " + PATIENCE + " seconds");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The batch is written, or cannot be; answers whether there is more. */
  private boolean ended(Batch batch) {
    try {
      return next(batch);
    } catch (RuntimeException | Error fault) {
      giveUp(fault);
      return false;
    }
  }

  private void giveUp(Throwable fault) {
    surroundings.logbook().fault(Caller.UNKNOWN, link.peer(), fault);
    giveUp();
  }

  private void giveUp() {
    outbox.cut();
    link.close();
  }

  private boolean next(Batch batch) {
    return switch (outbox.written(batch)) {
      case WRITE -> true;
      case TELL -> {
        outbox.fullness.tell();
        yield true;
      }
      case FINISH -> {
        finish();
        yield false;
      }
      case REST -> false;
    };
  }

  private void finish() {
    Farewell farewell = outbox.farewell();
    if (farewell == null || !farewell.lingers()) {
      link.close();
      return;
    }
    try {
      link.finish(farewell.ending());
    } catch (IOException e) {
      link.close();
    }
  }
}

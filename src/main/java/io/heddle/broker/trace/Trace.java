package io.heddle.broker.trace;

import io.heddle.api.TraceInfo;
import io.heddle.api.TraceRequest;
import io.heddle.broker.Tracing;
import io.heddle.broker.Tracing.Traced;
import io.heddle.mqtt.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One trace. Steps are told by any thread and put in a queue; {@link #run} is the life of its own
 * thread, which alone writes. The volatile fields are written by whoever ends it, once.
 */
final class Trace implements Tracing.Sink, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Trace.class);

  /** Steps that may wait to be written. */
  private static final int WAITING = 10_000;

  /** What their messages may weigh. */
  private static final long WEIGHT = 16L * 1024 * 1024;

  /** Who may read along. */
  private static final int READERS = 8;

  private final String id;
  private final TraceRequest request;
  private final Instant startedAt;
  private final InstantSource clock;
  private final Subject subject;
  private final @Nullable TraceFile file;
  private final BlockingQueue<Traced> queue = new LinkedBlockingQueue<>(WAITING);
  private final AtomicLong weight = new AtomicLong();
  private final AtomicLong missed = new AtomicLong();
  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final List<Reader> readers = new CopyOnWriteArrayList<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile String words = "";
  private volatile @Nullable Instant endedAt;

  Trace(String id, TraceRequest request, InstantSource clock, @Nullable TraceFile file) {
    this.id = id;
    this.request = request;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.subject = Subject.of(request);
    this.file = file;
  }

  String id() {
    return id;
  }

  Subject subject() {
    return subject;
  }

  @Nullable Path path() {
    return file == null ? null : file.path();
  }

  TraceInfo info() {
    return new TraceInfo(
        id,
        request,
        startedAt,
        endedAt,
        words,
        entries.get(),
        missed.get(),
        bytes.get(),
        file != null);
  }

  boolean isOver() {
    return endedAt != null;
  }

  @Override
  public boolean wants(Traced step) {
    return !isOver() && subject.wants(step);
  }

  @Override
  public void tell(Traced step) {
    int heavy = weight(step);
    if (weight.addAndGet(heavy) > WEIGHT || !queue.offer(step)) {
      weight.addAndGet(-heavy);
      missed.incrementAndGet();
    }
  }

  private static int weight(Traced step) {
    Message message = step.message();
    return message == null ? 0 : message.weight();
  }

  /** It ends; the first reason counts. What waits is still written. */
  synchronized void end(String why) {
    if (!isOver()) {
      words = why;
      endedAt = clock.instant();
    }
  }

  /**
   * From now on somebody reads along.
   *
   * @throws IllegalStateException when there are as many as may be
   */
  synchronized Reader reader() {
    if (readers.size() >= READERS) {
      throw new IllegalStateException("as many as may be, " + READERS + ", read this trace along");
    }
    Reader reader = new Reader(readers::remove);
    readers.add(reader);
    if (isOver()) {
      reader.end();
    }
    return reader;
  }

  @Override
  public void run() {
    try {
      writeAll();
    } catch (IOException | RuntimeException fault) {
      LOG.warn("The trace {} ends: {}", id, fault.getMessage());
      end("it could not be written: " + fault.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end("its thread was interrupted");
    } finally {
      close();
    }
  }

  private void writeAll() throws IOException, InterruptedException {
    Lines lines = new Lines(request.payload());
    while (true) {
      Traced step = queue.poll();
      if (step == null) {
        flush();
        boolean over = isOver();
        step = queue.poll(over ? 0 : 100, TimeUnit.MILLISECONDS);
        if (step == null && over) {
          return;
        }
      }
      if (step != null) {
        weight.addAndGet(-weight(step));
        write(lines.line(step));
      }
    }
  }

  private void flush() throws IOException {
    if (file != null) {
      file.flush();
    }
  }

  private void write(String line) throws IOException {
    if (file != null && !file.write(line)) {
      end("its file is full");
      queue.clear();
      return;
    }
    entries.incrementAndGet();
    bytes.addAndGet(line.getBytes(StandardCharsets.UTF_8).length + 1L);
    readers.forEach(each -> each.offer(line));
  }

  /** Waits until its thread has written all, for as long at most; whoever interrupts ends that. */
  void await(Duration most) {
    try {
      done.await(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      LOG.warn("The file of the trace {} did not close: {}", id, e.getMessage());
    }
    readers.forEach(Reader::end);
    done.countDown();
  }
}

package io.heddle.broker.trace;

import io.heddle.api.TraceInfo;
import io.heddle.api.TraceRequest;
import io.heddle.api.Traces;
import io.heddle.broker.Core;
import io.heddle.broker.Guest;
import io.heddle.session.Cancellable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The traces of a broker. Safe for use by any thread; its lock guards the list alone. */
public final class TraceService implements Traces, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TraceService.class);

  /** Traces that go on at a time. */
  private static final int RUNNING = 8;

  /** Traces that are kept when they have ended, and files of earlier processes. */
  private static final int KEPT = 16;

  /** How long whoever closes waits for what is still to be written. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final DateTimeFormatter NAMES =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Core core;
  private final TraceOptions options;
  private final AtomicInteger number = new AtomicInteger();
  private final List<Trace> traces = new ArrayList<>();
  private boolean closed;

  /** Those of a broker, none at first. */
  public TraceService(Core core, TraceOptions options) {
    this.core = core;
    this.options = options;
  }

  @Override
  public TraceInfo start(TraceRequest request) throws IOException {
    String id = NAMES.format(core.clock().instant()) + "-" + number.incrementAndGet();
    Path folder = options.folder();
    TraceFile file = folder == null ? null : TraceFile.create(folder, id, options.fileSize());
    Trace trace = new Trace(id, request, core.clock(), file);
    String full = add(trace);
    if (full != null) {
      trace.end(full);
      trace.run();
      delete(trace);
      throw new IllegalStateException(full);
    }
    core.witness().tracing().add(trace);
    meetThoseWhoAreThere(trace);
    Cancellable over = core.timer().after(request.most(), () -> end(trace, "its time is over"));
    core.machine().threads().startHeavy("heddle-trace-" + id, () -> follow(trace, over));
    tidy();
    return trace.info();
  }

  /** Until it ends, of itself as well: then nothing is told to it, and nobody waits for its end. */
  private void follow(Trace trace, Cancellable over) {
    try {
      trace.run();
    } finally {
      core.witness().tracing().remove(trace);
      over.cancel();
    }
  }

  /** Why there can be no further one; null when it is there. */
  private synchronized @Nullable String add(Trace trace) {
    if (closed) {
      return "the broker stops";
    }
    if (traces.stream().filter(each -> !each.isOver()).count() >= RUNNING) {
      return "as many traces as may be, " + RUNNING + ", go on: stop one";
    }
    traces.add(trace);
    return null;
  }

  private void meetThoseWhoAreThere(Trace trace) {
    core.sessions()
        .all()
        .forEach(session -> {
          if (session.outlet() instanceof Guest guest && guest.info() != null) {
            InetSocketAddress address =
                java.util.Objects.requireNonNull(guest.info()).client().peer().address();
            trace
                .subject()
                .meets(session.clientId(), address == null ? null : address.getAddress());
          }
        });
  }

  /** Forgets the oldest of those that have ended, if there are too many, with their files. */
  private void tidy() {
    List<Trace> old = takeOld();
    old.forEach(TraceService::delete);
    Path folder = options.folder();
    try {
      if (folder != null) {
        TraceFile.tidy(folder, files(), KEPT);
      }
    } catch (IOException e) {
      // The new one goes on.
      LOG.warn("Old files in {} cannot be deleted: {}", folder, e.getMessage());
    }
  }

  private synchronized List<Trace> takeOld() {
    List<Trace> ended = new ArrayList<>(traces);
    ended.removeIf(each -> !each.isOver());
    List<Trace> old = List.copyOf(ended.subList(0, Math.max(0, ended.size() - KEPT)));
    traces.removeAll(old);
    return old;
  }

  private synchronized Set<Path> files() {
    Set<Path> files = new HashSet<>();
    for (Trace trace : traces) {
      Path path = trace.path();
      if (path != null) {
        files.add(path);
      }
    }
    return files;
  }

  private static void delete(Trace trace) {
    Path path = trace.path();
    try {
      if (path != null) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.warn("The file {} cannot be deleted: {}", path, e.getMessage());
    }
  }

  private void end(Trace trace, String why) {
    core.witness().tracing().remove(trace);
    trace.end(why);
  }

  private synchronized @Nullable Trace get(String id) {
    return traces.stream().filter(each -> each.id().equals(id)).findFirst().orElse(null);
  }

  @Override
  public synchronized List<TraceInfo> all() {
    return traces.stream().map(Trace::info).toList();
  }

  @Override
  public Optional<TraceInfo> find(String id) {
    return Optional.ofNullable(get(id)).map(Trace::info);
  }

  @Override
  public boolean stop(String id) {
    Trace trace = get(id);
    if (trace != null) {
      end(trace, "it was stopped");
    }
    return trace != null;
  }

  @Override
  public boolean remove(String id) {
    Trace trace = get(id);
    if (trace == null) {
      return false;
    }
    end(trace, "it was removed");
    synchronized (this) {
      traces.remove(trace);
    }
    delete(trace);
    return true;
  }

  @Override
  public Optional<InputStream> read(String id) throws IOException {
    Trace trace = get(id);
    Path path = trace == null ? null : trace.path();
    return path == null ? Optional.empty() : Optional.of(Files.newInputStream(path));
  }

  @Override
  public Optional<Live> live(String id) {
    return Optional.ofNullable(get(id)).map(Trace::reader);
  }

  /** All end, and what was told is written. */
  @Override
  public void close() {
    List<Trace> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(traces);
    }
    all.forEach(each -> end(each, "the broker stops"));
    all.forEach(each -> each.await(PATIENCE));
  }
}

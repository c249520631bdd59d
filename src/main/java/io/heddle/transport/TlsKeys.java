package io.heddle.transport;

import io.heddle.api.Reloaded;
import io.heddle.connection.Surroundings;
import io.heddle.transport.tls.HandshakePool;
import io.heddle.transport.tls.TlsContext;
import io.heddle.transport.tls.TlsOptions;
import io.heddle.transport.tls.TlsSetupException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates and keys of all listeners that speak TLS: loaded when they are bound, and loaded
 * again when their files change or somebody asks. Safe for use by any thread once the listeners are
 * bound; {@link #turn} lets one at a time load.
 */
final class TlsKeys implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TlsKeys.class);

  /**
   * Pieces of work of handshakes that may wait for each thread: so much as is done while a client
   * has patience. As many addresses may flood without keeping anybody else out.
   */
  private static final int WAITING = 1024;

  private final Duration look;
  private final Surroundings surroundings;
  private final Map<String, TlsContext> contexts = new LinkedHashMap<>();

  /** What was wrong with those of a listener when they were loaded last, and nothing was before. */
  private final Map<String, List<String>> wrong = new ConcurrentHashMap<>();

  private final AtomicBoolean looking = new AtomicBoolean();
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable HandshakePool pool;

  /** None yet; the files are looked at that often, or never when it is zero. */
  TlsKeys(Duration look, Surroundings surroundings) {
    this.look = look;
    this.surroundings = surroundings;
  }

  /**
   * Loads the files of a listener.
   *
   * @param application the name of what TLS carries
   * @throws IOException with everything that is wrong with them, a line each
   */
  TlsContext load(String listener, TlsOptions options, String application) throws IOException {
    try {
      TlsContext context = TlsContext.load(options, application, surroundings.clock());
      contexts.put(listener, context);
      warn(listener, context);
      return context;
    } catch (TlsSetupException wrong) {
      throw new IOException(String.join(System.lineSeparator(), wrong.errors()), wrong);
    }
  }

  /** The threads that compute for handshakes; there are none as long as nobody asks. */
  HandshakePool pool() {
    HandshakePool known = pool;
    if (known == null) {
      int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
      known = new HandshakePool(threads, WAITING * threads, surroundings::startHeavy);
      pool = known;
    }
    return known;
  }

  /** Looks at the files from time to time. */
  void watch() {
    if (!contexts.isEmpty() && !look.isZero()) {
      surroundings.every(look, this::look);
    }
  }

  /** Reading keys may take long: an encrypted one is meant to. */
  private void look() {
    if (looking.compareAndSet(false, true)) {
      surroundings.startHeavy(
          "heddle-tls-reload",
          () -> {
            try {
              reload(false);
            } finally {
              looking.set(false);
            }
          });
    }
  }

  /**
   * Loads files again. Those that are wrong are told in the log, and the old stay in use.
   *
   * @param all also those that have not changed
   */
  List<Reloaded> reload(boolean all) {
    List<Reloaded> done = new ArrayList<>();
    turn.lock();
    try {
      contexts.forEach((listener, context) -> {
        boolean changed = context.filesChanged() || wrong.containsKey(listener);
        if (all || context.filesChanged()) {
          done.add(reload(listener, context, changed));
        }
      });
    } finally {
      turn.unlock();
    }
    return done;
  }

  private Reloaded reload(String listener, TlsContext context, boolean changed) {
    String name = "listener." + listener;
    try {
      context.reload();
      wrong.remove(listener);
      LOG.info("{}: the certificates were loaded again", name);
      warn(listener, context);
      return Reloaded.inForce(name, changed);
    } catch (TlsSetupException e) {
      List<String> errors = e.errors().stream().map(error -> name + ": " + error).toList();
      wrong.put(listener, errors);
      for (String error : e.errors()) {
        LOG.error("{}: the old certificates stay in use: {}", name, error);
      }
      return Reloaded.refused(name, errors);
    }
  }

  /** What is wrong with files whose earlier content is in use. */
  List<String> problems() {
    return wrong.values().stream().flatMap(List::stream).sorted().toList();
  }

  private static void warn(String listener, TlsContext context) {
    context.warnings().forEach(warning -> LOG.warn("listener.{}: {}", listener, warning));
  }

  /** Ends the threads; call it when nobody connects any more. */
  @Override
  public void close() {
    if (pool != null) {
      pool.close();
    }
  }
}

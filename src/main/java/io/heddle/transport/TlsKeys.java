package io.heddle.transport;

import io.heddle.connection.Surroundings;
import io.heddle.transport.tls.HandshakePool;
import io.heddle.transport.tls.TlsContext;
import io.heddle.transport.tls.TlsOptions;
import io.heddle.transport.tls.TlsSetupException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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

  /** Pieces of work of handshakes that may wait, of all clients together. */
  private static final int WAITING = 256;

  private final Duration look;
  private final Surroundings surroundings;
  private final Map<String, TlsContext> contexts = new LinkedHashMap<>();
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
      known = new HandshakePool(threads, WAITING, surroundings::startHeavy);
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
  void reload(boolean all) {
    turn.lock();
    try {
      contexts.forEach((listener, context) -> {
        if (all || context.filesChanged()) {
          reload(listener, context);
        }
      });
    } finally {
      turn.unlock();
    }
  }

  private static void reload(String listener, TlsContext context) {
    try {
      context.reload();
      LOG.info("listener.{}: the certificates were loaded again", listener);
      warn(listener, context);
    } catch (TlsSetupException wrong) {
      for (String error : wrong.errors()) {
        LOG.error("listener.{}: the old certificates stay in use: {}", listener, error);
      }
    }
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

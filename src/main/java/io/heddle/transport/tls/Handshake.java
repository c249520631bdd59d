package io.heddle.transport.tls;

import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The handshake with one client. Runs on the client's own thread, which waits while others compute:
 * what takes processor time is done by the executor.
 *
 * @param heavy does what takes processor time
 * @param begun is told of each piece of such work, so that it can be called off
 */
record Handshake(
    SSLEngine engine,
    Incoming incoming,
    Outgoing outgoing,
    Executor heavy,
    Consumer<Future<?>> begun) {
  private static final byte[] NO_ROOM = {};

  /** So much of a client that was refused is read away, that it may see the alert. */
  private static final int REFUSED = 64 * 1024;

  /** From the first record, which has begun to come, to what was agreed on. */
  TlsSession run() throws IOException {
    try {
      engine.beginHandshake();
      while (step(engine.getHandshakeStatus())) {
        // until both agree
      }
      return agreed(engine.getSession());
    } catch (SSLException refused) {
      sayWhy();
      throw new IOException("the TLS handshake failed: " + words(refused), refused);
    } catch (RuntimeException fault) {
      throw new IOException("the TLS handshake failed: " + fault, fault);
    }
  }

  /**
   * Of a client's alert that comes unencrypted where the engine expects otherwise, as that of one
   * that does not trust our certificate, only the cause says something.
   */
  private static String words(SSLException refused) {
    String words = String.valueOf(refused.getMessage());
    Throwable cause = refused.getCause();
    return words.equals("Unexpected exception") && cause != null
        ? String.valueOf(cause.getMessage())
        : words;
  }

  private boolean step(HandshakeStatus next) throws IOException {
    switch (next) {
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap();
      case NEED_WRAP -> {
        if (!outgoing.writeOwn()) {
          throw new SSLException("the engine is stuck");
        }
      }
      case NEED_TASK -> compute();
      case FINISHED, NOT_HANDSHAKING -> {
        return false;
      }
    }
    return true;
  }

  private void unwrap() throws IOException {
    if (!incoming.awaitRecord()) {
      throw new IOException("it closed the connection in the middle of the TLS handshake");
    }
    if (incoming.unwrap(engine, NO_ROOM, 0, 0).getStatus() == Status.CLOSED) {
      throw new SSLException("its client ended it");
    }
  }

  private void compute() throws IOException {
    Runnable work;
    while ((work = engine.getDelegatedTask()) != null) {
      Piece task = new Piece(work);
      begun.accept(task);
      try {
        heavy.execute(task);
        task.get();
      } catch (RejectedExecutionException full) {
        throw tooMany(full);
      } catch (CancellationException e) {
        throw new IOException("it was closed in the middle of the TLS handshake", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RejectedExecutionException full) {
          throw tooMany(full);
        }
        throw new IOException("the TLS handshake failed: " + e.getCause(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted in the TLS handshake", e);
      }
    }
    // What went wrong in the work is told by the next call, and the client may have no more to say.
    outgoing.writeOwn();
  }

  private static IOException tooMany(RejectedExecutionException full) {
    return new IOException("too many TLS handshakes at a time", full);
  }

  /**
   * Sends the alert that says why. The client may still be sending, and a socket that is closed
   * then takes back what was written: so its bytes are read away until it closes, or somebody's
   * patience ends.
   */
  private void sayWhy() {
    try {
      outgoing.finish();
      incoming.discard(REFUSED);
    } catch (IOException gone) {
      // then nobody is left to be told
    }
  }

  private static TlsSession agreed(SSLSession session) {
    return new TlsSession(
        certificates(session),
        session.getProtocol(),
        session.getCipherSuite(),
        Optional.ofNullable(ServerKeys.requestedHost(session)));
  }

  private static List<X509Certificate> certificates(SSLSession session) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      for (Certificate certificate : session.getPeerCertificates()) {
        certificates.add((X509Certificate) certificate);
      }
    } catch (SSLPeerUnverifiedException e) {
      // it has shown none, which was allowed
    }
    return certificates;
  }
}

package io.heddle.transport.tls;

import io.heddle.connection.Link;
import io.heddle.connection.LinkRefusedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS over another link. The first read makes the handshake, on its own thread; before that a
 * client costs no engine. The link below must be read and written by nobody else.
 *
 * <p><b>Threads.</b> As with every link one thread reads and one writes at a time, and {@link
 * #close} may come from any. {@link Incoming} and the fields that are not volatile belong to the
 * thread that reads, which also writes the volatile ones. {@link Outgoing} has a lock, because that
 * thread must write now and then: in the handshake, when nobody else does, and later to answer a
 * change of keys. The engine has a lock of its own; its two directions may be called at the same
 * time.
 *
 * <p><b>The end.</b> A client that closes without the closing alert of TLS has ended its bytes, as
 * with one: many do so, and whether it meant to go is said by MQTT's own DISCONNECT, which nobody
 * can cut off unseen.
 */
public final class TlsLink implements Link {
  /** Changes of keys that a client may ask for without reading an answer. */
  private static final int UNANSWERED = 64;

  private final Link below;
  private final TlsContext context;
  private final Executor heavy;
  private final Incoming incoming;
  private volatile @Nullable Secured secured;
  private volatile @Nullable Future<?> computing;

  /** Written by {@link #close}. */
  private volatile boolean closed;

  private boolean ended;
  private @Nullable IOException failure;
  private int unanswered;
  private IntConsumer overhead = bytes -> {};

  /** Bytes of records that brought nothing to be read. */
  private int untold;

  /** What there is once the handshake is done. */
  private record Secured(SSLEngine engine, Outgoing outgoing, TlsSession session) {}

  /**
   * A link to a client that has said nothing yet.
   *
   * @param heavy does what takes processor time, such as {@link HandshakePool#of}; it refuses with
   *     {@link java.util.concurrent.RejectedExecutionException} when it has too much to do, and the
   *     client is refused then
   */
  public TlsLink(Link below, TlsContext context, Executor heavy) {
    this.below = below;
    this.context = context;
    this.heavy = heavy;
    this.incoming = new Incoming(below);
  }

  /** What the handshake has agreed on; empty until the first read has returned bytes. */
  public Optional<TlsSession> session() {
    Secured known = secured;
    return known == null ? Optional.empty() : Optional.of(known.session);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Secured known = secured;
    if (known == null) {
      if (!incoming.fill()) {
        return -1;
      }
      try {
        known = handshake();
      } catch (IOException e) {
        throw new LinkRefusedException(String.valueOf(e.getMessage()), e);
      }
      secured = known;
    }
    IOException late = failure;
    if (late != null) {
      throw late;
    }
    return decrypt(known, target, offset, length);
  }

  private Secured handshake() throws IOException {
    incoming.mustBeTls();
    SSLEngine engine = context.engine();
    Outgoing outgoing = new Outgoing(below, engine, context.buffers());
    TlsSession session = new Handshake(engine, incoming, outgoing, heavy, this::compute).run();
    computing = null;
    return new Secured(engine, outgoing, session);
  }

  /** Work that begins when the link is closed already is called off here, else by the close. */
  private void compute(Future<?> work) {
    computing = work;
    if (closed) {
      work.cancel(false);
    }
  }

  /** Waits for the first byte, and then takes what is here. */
  private int decrypt(Secured known, byte[] target, int offset, int length) throws IOException {
    int count = 0;
    while (count < length && !ended && (count == 0 || incoming.isReady())) {
      if (count == 0) {
        tellOverhead();
      }
      try {
        count += decryptOnce(known, target, offset + count, length - count);
      } catch (IOException e) {
        if (count == 0) {
          throw e;
        }
        failure = e;
        return count;
      }
    }
    return count == 0 && ended ? -1 : count;
  }

  private int decryptOnce(Secured known, byte[] target, int offset, int length) throws IOException {
    int waiting = incoming.takePlain(target, offset, length);
    if (waiting > 0) {
      return waiting;
    }
    if (!incoming.awaitRecord()) {
      ended = true;
      return 0;
    }
    SSLEngineResult result = unwrap(known, target, offset, length);
    ended = result.getStatus() == Status.CLOSED;
    if (ended) {
      sayLast(known.outgoing);
    } else if (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      answer(known.outgoing);
    } else if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
      throw new IOException("it wants to negotiate TLS again, which is refused");
    }
    int aside = incoming.takePlain(target, offset, length);
    int count = aside > 0 ? aside : result.bytesProduced();
    untold += count == 0 ? result.bytesConsumed() : 0;
    return count;
  }

  /** Whoever is told may wait: not before what was decrypted has been handed on. */
  private void tellOverhead() {
    int bytes = untold;
    if (bytes > 0) {
      untold = 0;
      overhead.accept(bytes);
    }
  }

  @Override
  public void onOverhead(IntConsumer action) {
    overhead = action;
    below.onOverhead(action);
  }

  private SSLEngineResult unwrap(Secured known, byte[] target, int offset, int length)
      throws IOException {
    try {
      return incoming.unwrap(known.engine, target, offset, length);
    } catch (SSLException broken) {
      sayLast(known.outgoing);
      throw new IOException("its TLS is broken: " + broken.getMessage(), broken);
    } catch (RuntimeException fault) {
      throw new IOException("its TLS is broken: " + fault, fault);
    }
  }

  /** An alert to a client that may be gone is worth no waiting, and its loss is no news. */
  private static void sayLast(Outgoing outgoing) {
    try {
      outgoing.writeOwnNow();
    } catch (IOException gone) {
      // why this client is read no more is known already
    }
  }

  /** A client that asks for new keys again and again and reads nothing would fill the memory. */
  private void answer(Outgoing outgoing) throws IOException {
    unanswered = outgoing.writeOwnNow() ? 0 : unanswered + 1;
    if (unanswered > UNANSWERED) {
      throw new IOException("it asks for new keys and reads no answer");
    }
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Secured known = secured;
    if (known == null) {
      throw new IOException("nothing can be written before the TLS handshake");
    }
    known.outgoing.write(source, offset, length);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The next write must begin with the first byte that this one has not taken: it may be part of
   * a record already.
   */
  @Override
  public int writeNow(byte[] source, int offset, int length) throws IOException {
    Secured known = secured;
    return known == null ? 0 : known.outgoing.writeNow(source, offset, length);
  }

  @Override
  public void start(String name, Runnable work) {
    below.start(name, work);
  }

  /** Sends the closing alert and then finishes the link below; does not wait for either. */
  @Override
  public void finish() throws IOException {
    Secured known = secured;
    if (known == null) {
      below.finish();
    } else if (!known.outgoing.finishNow()) {
      below.start("tls-end", () -> finish(known.outgoing));
    }
  }

  private void finish(Outgoing outgoing) {
    try {
      outgoing.finish();
    } catch (IOException e) {
      close();
    }
  }

  @Override
  public void greeted() {
    below.greeted();
  }

  /** Cuts the link below, without the closing alert. */
  @Override
  public void close() {
    closed = true;
    Future<?> work = computing;
    if (work != null) {
      work.cancel(false);
    }
    below.close();
  }

  @Override
  public String peer() {
    return below.peer();
  }

  @Override
  public @Nullable InetSocketAddress address() {
    return below.address();
  }

  @Override
  public List<X509Certificate> certificates() {
    Secured known = secured;
    return known == null ? List.of() : known.session.certificates();
  }

  @Override
  public @Nullable String certifiedName() {
    List<X509Certificate> shown = certificates();
    return shown.isEmpty() ? null : context.userName(shown.getFirst());
  }
}

package io.heddle.transport.tls;

import io.heddle.connection.Link;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/**
 * The records on their way to a client. Encrypting and writing are one step, for records must leave
 * in the order in which they were made: the lock guards both, and all fields but the volatile one.
 *
 * <p>The lock is held while the link below is written to. That is allowed because nobody but the
 * threads of this one client ever waits for it: the handshake, whoever writes to this client, and
 * the end. The thread that reads, once the handshake is done, and other clients' threads only try
 * it.
 */
final class Outgoing {
  private static final byte[] NOTHING = {};

  private final ReentrantLock lock = new ReentrantLock();
  private final Link below;
  private final SSLEngine engine;
  private final RecordBuffers buffers;

  /** Records that are made and have not left, from {@link #restStart} on. */
  private byte[] rest = NOTHING;

  private int restStart;

  /** Bytes at the beginning of the next write that are in a record already: 0 or 1. */
  private int ahead;

  private boolean finished;

  /** The engine has something to say of its own, and whoever holds the lock says it. */
  private volatile boolean owed;

  Outgoing(Link below, SSLEngine engine, RecordBuffers buffers) {
    this.below = below;
    this.engine = engine;
    this.buffers = buffers;
  }

  /**
   * Writes all that the engine has to say now: a flight of the handshake, or an alert. Answers
   * whether it had anything to say.
   */
  boolean writeOwn() throws IOException {
    lock.lock();
    try {
      boolean said = wrapOwn();
      writeRest();
      return said;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says what the engine has to say after the handshake, without waiting: what does not leave now
   * goes with the next bytes. Answers whether all of it has left.
   */
  boolean writeOwnNow() throws IOException {
    owed = true;
    return pay();
  }

  /** Whoever lets the lock go looks again, or what was owed meanwhile would be forgotten. */
  private boolean pay() throws IOException {
    boolean left = true;
    while (owed) {
      if (!lock.tryLock()) {
        return false;
      }
      try {
        owed = false;
        wrapOwn();
        left = writeRestNow();
      } finally {
        lock.unlock();
      }
    }
    return left;
  }

  /** Writes all these bytes. */
  void write(byte[] source, int offset, int length) throws IOException {
    lock.lock();
    try {
      writeRest();
      int end = offset + length;
      int from = offset + takeAhead(length);
      while (from < end) {
        from += send(source, from, end - from);
        writeRest();
      }
    } finally {
      lock.unlock();
    }
    pay();
  }

  /**
   * Writes what leaves without waiting, and answers how many bytes that was. Of a record that does
   * not leave as a whole the last byte counts as not written, so that the caller comes again; then
   * that byte is left out.
   */
  int writeNow(byte[] source, int offset, int length) throws IOException {
    int written = 0;
    if (lock.tryLock()) {
      try {
        written = writeRestNow() ? wrapAndWriteNow(source, offset, length) : 0;
      } finally {
        lock.unlock();
      }
      pay();
    }
    return written;
  }

  private int wrapAndWriteNow(byte[] source, int offset, int length) throws IOException {
    int end = offset + length;
    int from = offset + takeAhead(length);
    while (from < end) {
      from += send(source, from, end - from);
      if (!writeRestNow()) {
        ahead = 1;
        return from - offset - 1;
      }
    }
    return length;
  }

  private int takeAhead(int length) {
    int known = Math.min(ahead, length);
    ahead -= known;
    return known;
  }

  /** Says that no more comes and answers true, or answers false when that would have to wait. */
  boolean finishNow() throws IOException {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      sayEnd();
      if (!writeRestNow()) {
        return false;
      }
      below.finish();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Says that no more comes. */
  void finish() throws IOException {
    lock.lock();
    try {
      sayEnd();
      writeRest();
      below.finish();
    } finally {
      lock.unlock();
    }
  }

  private void sayEnd() throws IOException {
    if (!finished) {
      finished = true;
      engine.closeOutbound();
      wrapOwn();
    }
  }

  /**
   * Makes records of all that the engine wants to say before it wants anything else. Answers
   * whether that was anything.
   */
  private boolean wrapOwn() throws IOException {
    boolean said = false;
    boolean more;
    do {
      SSLEngineResult result = wrapOnce(NOTHING, 0, 0);
      // The end of a handshake is told once, and may have no bytes.
      more = result.bytesProduced() > 0 || result.getHandshakeStatus() == HandshakeStatus.FINISHED;
      said |= more;
    } while (more && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
    return said;
  }

  /**
   * Makes records of the next bytes, as many as a buffer has room for, and sends them in one write
   * when they leave at once; what does not is the rest, of which there is none before. Answers how
   * many bytes are in the records.
   */
  private int send(byte[] source, int from, int length) throws IOException {
    byte[] room = buffers.borrow(largestRecord());
    try {
      ByteBuffer plain = ByteBuffer.wrap(source, from, length);
      ByteBuffer records = ByteBuffer.wrap(room);
      do {
        SSLEngineResult result = engine.wrap(plain, records);
        if (result.getStatus() == Status.CLOSED || result.bytesProduced() == 0) {
          throw new IOException("the TLS connection takes no more bytes");
        }
      } while (plain.position() == from
          || plain.hasRemaining() && records.remaining() >= largestRecord());
      int sent = below.writeNow(room, 0, records.position());
      rest = Arrays.copyOfRange(room, sent, records.position());
      restStart = 0;
      return plain.position() - from;
    } finally {
      buffers.giveBack(room);
    }
  }

  private int largestRecord() {
    return engine.getSession().getPacketBufferSize();
  }

  private SSLEngineResult wrapOnce(byte[] source, int from, int length) throws IOException {
    byte[] room = buffers.borrow(largestRecord());
    try {
      SSLEngineResult result =
          engine.wrap(ByteBuffer.wrap(source, from, length), ByteBuffer.wrap(room));
      append(room, result.bytesProduced());
      return result;
    } finally {
      buffers.giveBack(room);
    }
  }

  private void append(byte[] record, int count) {
    int waiting = rest.length - restStart;
    byte[] all = new byte[waiting + count];
    System.arraycopy(rest, restStart, all, 0, waiting);
    System.arraycopy(record, 0, all, waiting, count);
    rest = all;
    restStart = 0;
  }

  private void writeRest() throws IOException {
    if (restStart < rest.length) {
      below.write(rest, restStart, rest.length - restStart);
      rest = NOTHING;
      restStart = 0;
    }
  }

  private boolean writeRestNow() throws IOException {
    if (restStart < rest.length) {
      restStart += below.writeNow(rest, restStart, rest.length - restStart);
    }
    if (restStart < rest.length) {
      return false;
    }
    rest = NOTHING;
    restStart = 0;
    return true;
  }
}

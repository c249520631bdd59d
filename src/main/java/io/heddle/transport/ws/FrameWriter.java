package io.heddle.transport.ws;

import io.heddle.connection.Link;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The frames on their way to a client: one for each write, its header and the beginning of its
 * payload in one write of the link below.
 *
 * <p>The lock is held while the link below is written to. That is allowed because nobody but the
 * threads of this one client ever waits for it: whoever writes to this client, and its end. The
 * thread that reads, which answers pings, and other clients' threads only try it, and leave their
 * part to its holder. Who holds it while the client takes nothing is woken when the link is closed.
 * The lock guards all fields, and what is taken from {@link Owed}.
 */
final class FrameWriter {
  private final ReentrantLock lock = new ReentrantLock();
  private final Link below;
  private final Owed owed = new Owed();

  /** Bytes that are made and have not left: of a header, or of a control frame. */
  private byte[] rest = Frames.NOTHING;

  /** Bytes of the next write that belong to a frame whose header has left, or is in the rest. */
  private int open;

  /** A thread is on its way to send what is owed. */
  private boolean helped;

  FrameWriter(Link below) {
    this.below = below;
  }

  /** Writes all these bytes. After Close they are thrown away: nobody would look at them. */
  void write(byte[] source, int offset, int length) throws IOException {
    lock.lock();
    try {
      writeRest();
      int from = offset;
      int end = offset + length;
      while (from < end && (open > 0 || !owed.closes())) {
        from += open > 0 ? goOn(source, from, end) : begin(source, from, end);
      }
      if (open == 0) {
        writeOwed();
      }
    } finally {
      lock.unlock();
    }
    settle();
  }

  private int goOn(byte[] source, int from, int end) throws IOException {
    int portion = Math.min(open, end - from);
    below.write(source, from, portion);
    open -= portion;
    return portion;
  }

  private int begin(byte[] source, int from, int end) throws IOException {
    byte[] frame = Frames.beginning(source, from, end - from);
    below.write(frame, 0, frame.length);
    int copied = Math.min(Frames.COPIED, end - from);
    open = end - from - copied;
    return copied;
  }

  /**
   * Writes what leaves without waiting, and answers how many bytes that was. The next write must
   * begin with the first byte that this one has not taken: it may be part of a frame already.
   */
  int writeNow(byte[] source, int offset, int length) throws IOException {
    if (!lock.tryLock()) {
      return 0;
    }
    int written;
    try {
      written = tryToWrite(source, offset, length);
    } finally {
      lock.unlock();
    }
    settle();
    return written;
  }

  private int tryToWrite(byte[] source, int offset, int length) throws IOException {
    int from = offset;
    int end = offset + length;
    while (from < end && writeRestNow()) {
      if (open == 0 && owed.closes()) {
        return length;
      }
      int count = open > 0 ? goOnNow(source, from, end) : beginNow(source, from, end - from);
      if (count == 0) {
        break;
      }
      from += count;
    }
    return from - offset;
  }

  private int goOnNow(byte[] source, int from, int end) throws IOException {
    int count = below.writeNow(source, from, Math.min(open, end - from));
    open -= count;
    return count;
  }

  /** Answers how many bytes of the payload have left; the header is in the rest if it has not. */
  private int beginNow(byte[] source, int from, int length) throws IOException {
    byte[] frame = Frames.beginning(source, from, length);
    int header = frame.length - Math.min(Frames.COPIED, length);
    int count = below.writeNow(frame, 0, frame.length);
    if (count == 0) {
      return 0;
    }
    if (count < header) {
      rest = Arrays.copyOfRange(frame, count, header);
    }
    int payload = Math.max(0, count - header);
    open = length - payload;
    return payload;
  }

  /** Answers a ping, from the thread that reads. */
  void pong(byte[] payload) throws IOException {
    owed.pong(payload);
    pay();
  }

  /**
   * Answers Close, from the thread that reads, and waits a moment for it to leave: that thread sees
   * the end of the client's bytes next, and the link is cut then. Somebody else may be writing, and
   * says it after what he has.
   */
  void answerClose(int code) throws IOException {
    CountDownLatch leaving = owed.awaited();
    if (!closeNow(code)) {
      below.start("ws-close", this::help);
      Owed.await(leaving);
    }
  }

  private void pay() throws IOException {
    if (lock.tryLock()) {
      try {
        if (open == 0) {
          writeRest();
          writeOwed();
        }
      } finally {
        lock.unlock();
      }
    }
    settle();
  }

  /** Says Close if nobody has, and answers true, or answers false when it would have to wait. */
  boolean closeNow(int code) throws IOException {
    owed.close(code);
    if (!lock.tryLock()) {
      return false;
    }
    try {
      return open == 0 && payNow();
    } finally {
      lock.unlock();
    }
  }

  /** Says Close if nobody has. */
  void close(int code) throws IOException {
    owed.close(code);
    lock.lock();
    try {
      writeRest();
      writeOwed();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends what somebody left to the holder of the lock, without waiting, or else on a thread of its
   * own. Whoever has let the lock go looks, or what was owed meanwhile would be forgotten.
   */
  private void settle() throws IOException {
    while (owed.isOwed() && lock.tryLock()) {
      try {
        if (open > 0 || helped) {
          return;
        }
        if (!payNow()) {
          helped = true;
          below.start("ws-control", this::help);
          return;
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void help() {
    try {
      lock.lock();
      try {
        helped = false;
        if (open == 0) {
          writeRest();
          writeOwed();
        }
      } finally {
        lock.unlock();
      }
      settle();
    } catch (IOException gone) {
      below.close();
    }
  }

  private void writeRest() throws IOException {
    if (rest.length > 0) {
      byte[] all = rest;
      rest = Frames.NOTHING;
      below.write(all, 0, all.length);
    }
  }

  private boolean writeRestNow() throws IOException {
    if (rest.length > 0) {
      int count = below.writeNow(rest, 0, rest.length);
      rest = Arrays.copyOfRange(rest, count, rest.length);
    }
    return rest.length == 0;
  }

  private void writeOwed() throws IOException {
    while (owed.isOwed()) {
      byte[] frame = owed.take();
      below.write(frame, 0, frame.length);
    }
    owed.left();
  }

  /** Between two frames; answers whether all has left. */
  private boolean payNow() throws IOException {
    while (writeRestNow() && owed.isOwed()) {
      rest = owed.take();
    }
    if (rest.length == 0) {
      owed.left();
    }
    return rest.length == 0;
  }
}

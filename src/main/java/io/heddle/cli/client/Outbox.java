package io.heddle.cli.client;

import io.heddle.codec.Packet;
import io.heddle.codec.PacketEncoder;
import io.heddle.mqtt.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written. Any thread may add to it; the one that finds nobody writing writes, for
 * the others as well, until nothing is left. The fields are guarded by this object, whose lock
 * nobody holds while writing.
 */
final class Outbox {
  private static final int MOST = 256 * 1024;

  private final OutputStream out;
  private final Version version;
  private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private boolean writing;
  private @Nullable IOException failure;

  Outbox(OutputStream out, Version version) {
    this.out = out;
    this.version = version;
  }

  /** Writes a packet, or leaves it to the thread that writes. */
  void write(Packet packet) throws IOException {
    add(PacketEncoder.encode(packet, version));
  }

  /** The same after waiting until not too much waits. Not for the thread that reads. */
  void writePatiently(Packet packet) throws IOException {
    byte[] bytes = PacketEncoder.encode(packet, version);
    synchronized (this) {
      while (writing && waiting.size() > MOST && failure == null) {
        try {
          wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted", e);
        }
      }
    }
    add(bytes);
  }

  /** Waits until another thread has written what it was left, for so long at most. */
  synchronized void awaitWritten(long millis) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    try {
      while (writing && failure == null && left > 0) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void add(byte[] bytes) throws IOException {
    synchronized (this) {
      if (failure != null) {
        throw new IOException(failure.getMessage(), failure);
      }
      waiting.writeBytes(bytes);
      if (writing) {
        return;
      }
      writing = true;
    }
    drain();
  }

  private void drain() throws IOException {
    ByteArrayOutputStream spare = new ByteArrayOutputStream();
    while (true) {
      ByteArrayOutputStream full;
      synchronized (this) {
        notifyAll();
        if (waiting.size() == 0) {
          writing = false;
          return;
        }
        full = waiting;
        waiting = spare;
      }
      try {
        // One call, because it is one frame of a WebSocket.
        byte[] bytes = full.toByteArray();
        out.write(bytes, 0, bytes.length);
        out.flush();
      } catch (IOException e) {
        fail(e);
        throw e;
      }
      full.reset();
      spare = full;
    }
  }

  private synchronized void fail(IOException fault) {
    failure = fault;
    writing = false;
    notifyAll();
  }
}

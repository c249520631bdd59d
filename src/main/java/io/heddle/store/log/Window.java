package io.heddle.store.log;

import io.heddle.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A part of a file in memory, which moves forward. Belongs to one thread. */
final class Window {
  private static final int BYTES = 1 << 20;

  private final DiskFile file;
  private final long size;
  private ByteBuffer bytes = ByteBuffer.allocate(BYTES).limit(0);
  private long begin;

  Window(DiskFile file) throws IOException {
    this.file = file;
    this.size = file.size();
  }

  long size() {
    return size;
  }

  /** Makes so many bytes from there visible; false when the file ends before. */
  boolean shows(long at, int count) throws IOException {
    if (at + count > size) {
      return false;
    }
    if (at < begin || at + count > begin + bytes.limit()) {
      move(at, count);
    }
    return at + count <= begin + bytes.limit();
  }

  private void move(long at, int count) throws IOException {
    if (count > bytes.capacity()) {
      bytes = ByteBuffer.allocate(count);
    }
    begin = at;
    bytes.clear().limit((int) Math.min(bytes.capacity(), size - at));
    file.read(bytes, at);
    bytes.flip();
  }

  ByteBuffer bytes() {
    return bytes;
  }

  /** The place in {@link #bytes} of a visible byte of the file. */
  int index(long at) {
    return (int) (at - begin);
  }
}

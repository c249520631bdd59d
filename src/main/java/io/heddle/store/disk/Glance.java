package io.heddle.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A disk that is only looked at: what somebody wants to change in it stays as it is, without a
 * word. So whoever opens a store finds what a start would find, and leaves no trace.
 *
 * @param disk that is looked at
 */
public record Glance(Disk disk) implements Disk {
  @Override
  public List<String> names() throws IOException {
    return disk.names();
  }

  @Override
  public DiskFile create(String name, long bytes) throws IOException {
    throw new IOException("the folder is only looked at, and gets no file " + name);
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new Seen(disk.open(name));
  }

  @Override
  public void rename(String from, String to) {}

  @Override
  public void delete(String name) {}

  @Override
  public void sync() {}

  @Override
  public long usable() {
    return 0;
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }

  private record Seen(DiskFile file) implements DiskFile {
    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      return file.read(into, at);
    }

    @Override
    public void write(ByteBuffer from, long at) {
      from.position(from.limit());
    }

    @Override
    public void force() {}

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}

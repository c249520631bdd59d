package io.heddle.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A disk of which somebody is told before it is changed, who may refuse. Belongs to one thread. */
public final class WatchedDisk implements Disk {
  private final Disk disk;
  private final Watch watch;

  /** Who is told. */
  public interface Watch {
    /** It is about to be changed. */
    void changes(String how) throws IOException;
  }

  /** Tells that one. */
  public WatchedDisk(Disk disk, Watch watch) {
    this.disk = disk;
    this.watch = watch;
  }

  /** A disk that is changed so often, and then no more. */
  public static WatchedDisk dyingAfter(Disk disk, int changes) {
    int[] left = {changes};
    return new WatchedDisk(
        disk,
        how -> {
          if (left[0]-- <= 0) {
            throw new IOException("the disk is dead");
          }
        });
  }

  @Override
  public List<String> names() throws IOException {
    return disk.names();
  }

  @Override
  public DiskFile create(String name, long bytes) throws IOException {
    watch.changes("create");
    return new Changed(disk.create(name, bytes));
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new Changed(disk.open(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    watch.changes("rename");
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    watch.changes("delete");
    disk.delete(name);
  }

  @Override
  public void sync() throws IOException {
    watch.changes("sync");
    disk.sync();
  }

  @Override
  public long usable() throws IOException {
    return disk.usable();
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }

  private final class Changed implements DiskFile {
    private final DiskFile file;

    Changed(DiskFile file) {
      this.file = file;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      return file.read(into, at);
    }

    @Override
    public void write(ByteBuffer from, long at) throws IOException {
      watch.changes("write");
      file.write(from, at);
    }

    @Override
    public void force() throws IOException {
      watch.changes("force");
      file.force();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}

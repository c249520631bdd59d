package io.heddle.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A disk in memory that behaves as badly as a real one may: what was not forced is lost in part and
 * in any order, writes are torn, names that were not synced come and go, and on request it fails,
 * is full, or turns bits. Belongs to one thread; everything it does comes from its random numbers.
 */
public final class SimulatedDisk implements Disk {
  private static final int SECTOR = 512;

  private final RandomGenerator random;
  private final Map<String, Content> names = new LinkedHashMap<>();
  private Map<String, Content> safeNames = new LinkedHashMap<>();
  private final List<Map<String, Content>> unsyncedNames = new ArrayList<>();
  private long capacity = Long.MAX_VALUE;
  private int failures;
  private int generation;

  /** An empty disk. */
  public SimulatedDisk(RandomGenerator random) {
    this.random = random;
  }

  private record Write(int at, byte[] bytes) {}

  private static final class Content {
    byte[] seen;
    byte[] safe;
    final List<Write> unforced = new ArrayList<>();

    Content(int bytes) {
      seen = new byte[bytes];
      safe = new byte[bytes];
    }
  }

  /** So many of the next writes and forces fail. */
  public synchronized void failNext(int count) {
    failures = count;
  }

  /** No more than so many bytes of files. */
  public synchronized void capacity(long bytes) {
    capacity = bytes;
  }

  /** The power is cut: of what was not safe something is there, and something not. */
  public synchronized void cutPower() {
    generation++;
    int happened = random.nextInt(unsyncedNames.size() + 1);
    Map<String, Content> then = happened == 0 ? safeNames : unsyncedNames.get(happened - 1);
    names.clear();
    names.putAll(then);
    for (Content content : names.values()) {
      forgetSome(content);
      content.seen = content.safe.clone();
    }
    safeNames = new LinkedHashMap<>(names);
    unsyncedNames.clear();
  }

  /** The process is killed: what it wrote is there. */
  public synchronized void killProcess() {
    generation++;
  }

  private void forgetSome(Content content) {
    for (Write write : content.unforced) {
      for (int from = 0; from < write.bytes.length; ) {
        int to = Math.min(write.bytes.length, from + SECTOR - (write.at + from) % SECTOR);
        if (random.nextBoolean()) {
          System.arraycopy(write.bytes, from, content.safe, write.at + from, to - from);
        }
        from = to;
      }
    }
    content.unforced.clear();
  }

  /** Turns a bit somewhere in a file that has been written to; answers whether there was one. */
  public synchronized boolean turnBit() {
    List<Content> files = List.copyOf(names.values());
    if (files.isEmpty()) {
      return false;
    }
    Content content = files.get(random.nextInt(files.size()));
    int used = used(content.seen);
    if (used == 0) {
      return false;
    }
    int at = random.nextInt(used);
    byte bit = (byte) (1 << random.nextInt(8));
    content.seen[at] ^= bit;
    content.safe[at] = content.seen[at];
    return true;
  }

  /** Turns a bit of that byte. */
  public synchronized void turnBit(String name, int at) {
    Content content = content(name);
    content.seen[at] ^= 1;
    content.safe[at] = content.seen[at];
  }

  /** Shortens a file by some bytes. */
  public synchronized void cut(String name, int bytes) {
    Content content = content(name);
    content.seen = Arrays.copyOf(content.seen, bytes);
    content.safe = Arrays.copyOf(content.safe, bytes);
  }

  /** The bytes of a file up to the last that is not zero. */
  public synchronized int used(String name) {
    return used(content(name).seen);
  }

  private static int used(byte[] bytes) {
    int used = bytes.length;
    while (used > 0 && bytes[used - 1] == 0) {
      used--;
    }
    return used;
  }

  private Content content(String name) {
    Content content = names.get(name);
    if (content == null) {
      throw new IllegalArgumentException("no file " + name);
    }
    return content;
  }

  @Override
  public synchronized List<String> names() {
    return List.copyOf(names.keySet());
  }

  @Override
  public synchronized DiskFile create(String name, long bytes) throws IOException {
    failPerhaps("create");
    if (names.containsKey(name)) {
      throw new IOException("there is a file " + name);
    }
    if (usable() < bytes) {
      throw new IOException("no space left on the device");
    }
    names.put(name, new Content((int) bytes));
    namesChanged();
    return open(name);
  }

  @Override
  public synchronized DiskFile open(String name) throws IOException {
    if (!names.containsKey(name)) {
      throw new NoSuchFileException(name);
    }
    return new File(content(name), generation);
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    failPerhaps("rename");
    Content content = content(from);
    names.remove(from);
    names.put(to, content);
    namesChanged();
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    failPerhaps("delete");
    content(name);
    names.remove(name);
    namesChanged();
  }

  private void namesChanged() {
    unsyncedNames.add(new LinkedHashMap<>(names));
  }

  @Override
  public synchronized void sync() throws IOException {
    failPerhaps("sync");
    safeNames = new LinkedHashMap<>(names);
    unsyncedNames.clear();
  }

  @Override
  public synchronized long usable() {
    return capacity - names.values().stream().mapToLong(content -> content.seen.length).sum();
  }

  @Override
  public synchronized void close() {}

  private void failPerhaps(String what) throws IOException {
    if (failures > 0) {
      failures--;
      throw new IOException(what + " fails");
    }
  }

  private final class File implements DiskFile {
    private final Content content;
    private final int born;

    File(Content content, int born) {
      this.content = content;
      this.born = born;
    }

    private void requireAlive() throws IOException {
      if (born != generation) {
        throw new IOException("a file of a process that is gone");
      }
    }

    @Override
    public long size() {
      return content.seen.length;
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      requireAlive();
      int count = (int) Math.max(0, Math.min(into.remaining(), content.seen.length - at));
      into.put(content.seen, (int) Math.min(at, content.seen.length), count);
      return count;
    }

    /** A write that fails has happened in part. */
    @Override
    public void write(ByteBuffer from, long at) throws IOException {
      requireAlive();
      boolean fails = failures > 0;
      byte[] bytes = new byte[fails ? random.nextInt(from.remaining() + 1) : from.remaining()];
      from.get(bytes);
      if (at + bytes.length > content.seen.length) {
        throw new IOException("a write beyond the room of the file");
      }
      System.arraycopy(bytes, 0, content.seen, (int) at, bytes.length);
      content.unforced.add(new Write((int) at, bytes));
      failPerhaps("write");
    }

    /** After a failure the system believes that everything is safe, and it is not. */
    @Override
    public void force() throws IOException {
      requireAlive();
      if (failures > 0) {
        forgetSome(content);
        failPerhaps("force");
      }
      for (Write write : content.unforced) {
        System.arraycopy(write.bytes, 0, content.safe, write.at, write.bytes.length);
      }
      content.unforced.clear();
    }

    @Override
    public void close() {}
  }
}

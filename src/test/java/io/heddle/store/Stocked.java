package io.heddle.store;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Kept;
import io.heddle.session.Standing;
import io.heddle.session.Stored;
import io.heddle.session.Terms;
import io.heddle.store.disk.Disk;
import io.heddle.store.disk.DiskFile;
import io.heddle.store.disk.SimulatedDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** A store with a client {@code a}, a share group and retained messages, on a simulated disk. */
final class Stocked {
  private static final long OWNER = 1;
  private static final long GROUP = 2;
  private static final int LENGTH = 500;

  final SimulatedDisk disk = new SimulatedDisk(new Random(1));
  private final TestedStore tested = TestedStore.open(disk, InstantSource.system());
  private final List<Long> bodies = new ArrayList<>();
  private long sequence;

  /** With so many messages for the client, of which every tenth is left. */
  static Stocked with(int messages) {
    Stocked stocked = new Stocked();
    stocked.fill(messages);
    return stocked;
  }

  private void fill(int messages) {
    write(new Note.Stands(OWNER, new Standing("a", "alice", 1, 1, false, 1000, null, List.of())));
    write(new Note.Subscribed(OWNER, Subscription.of(TopicFilter.of("t/#"), Qos.EXACTLY_ONCE)));
    write(new Note.Received(OWNER, 77, ReasonCode.SUCCESS));
    write(new Note.Group(GROUP, "$share/g/t"));
    write(new Note.Held(GROUP, holding(body("t/group"), 0)));
    tested.store().retained("r/1", body("r/1"), LENGTH + 200, Message.NEVER);
    for (int i = 0; i < messages; i++) {
      long body = body("t/" + i);
      write(new Note.Held(OWNER, holding(body, i % 20 == 0 ? i + 1 : 0)));
      if (i % 10 == 0) {
        bodies.add(body);
      } else {
        write(new Note.Gone(OWNER, sequence));
      }
      tested.commit();
    }
  }

  private Holding holding(long body, int packetId) {
    Terms terms = Terms.of(Qos.EXACTLY_ONCE, false, new int[0]);
    Stored stored = new Stored(++sequence, body, terms, LENGTH + 200, Message.NEVER);
    return new Holding(stored, packetId, packetId, false, 0);
  }

  private long body(String topic) {
    return tested
        .store()
        .body(
            new Message(
                TopicName.of(topic),
                Bytes.utf8("x".repeat(LENGTH)),
                Qos.EXACTLY_ONCE,
                false,
                Properties.NONE,
                Message.NEVER,
                "p"));
  }

  void write(Note note) {
    tested.store().append(note);
  }

  DurableStore store() {
    return tested.store();
  }

  void commit() {
    tested.commit();
  }

  /** Where the messages lie that the client still has. */
  List<Long> bodies() {
    return bodies;
  }

  /** Everything that a store on a disk keeps, in words, in an order. */
  static List<String> kept(SimulatedDisk on) {
    TestedStore opened = TestedStore.open(on, InstantSource.system());
    for (String damage : opened.damageWords()) {
      if (!damage.equals("the last commit is torn or damaged")) {
        throw new AssertionError(damage);
      }
    }
    Kept kept = opened.kept();
    TreeSet<String> words = new TreeSet<>();
    for (Kept.OfSession session : kept.sessions()) {
      words.add(session.standing() + " " + session.subscriptions() + " " + session.received());
      session.inflight().forEach(item -> words.add(words("a", item)));
      session.waiting().forEach(stored -> words.add(words("a", stored, opened)));
    }
    for (Kept.OfGroup group : kept.groups()) {
      words.add(group.filter().value());
      group.waiting().forEach(stored -> words.add(words("g", stored, opened)));
    }
    kept.retained().forEach(each -> words.add("retained " + each.topic()));
    return List.copyOf(words);
  }

  private static String words(String owner, Kept.Item item) {
    String topic = item.message().topic().value();
    return "%s %06d %s %d".formatted(owner, item.sequence(), topic, item.packetId());
  }

  private static String words(String owner, Stored stored, TestedStore opened) {
    Message message = opened.store().read(stored.body());
    String topic = message == null ? "lost" : message.topic().value();
    return "%s %06d %s 0".formatted(owner, stored.sequence(), topic);
  }

  /** All files of a disk, byte by byte. */
  static TreeMap<String, ByteBuffer> files(Disk disk) {
    TreeMap<String, ByteBuffer> files = new TreeMap<>();
    try {
      for (String name : disk.names()) {
        try (DiskFile file = disk.open(name)) {
          ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
          file.read(bytes, 0);
          files.put(name, bytes.flip());
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Turns a bit of the entry that lies there. */
  void damage(long position) throws IOException {
    try (DiskFile file = disk.open("%010d.log".formatted(position >>> 32))) {
      ByteBuffer one = ByteBuffer.allocate(1);
      long at = (int) position + 20;
      file.read(one, at);
      one.put(0, (byte) (one.get(0) ^ 1)).flip();
      file.write(one, at);
      file.force();
    }
  }
}

package io.heddle.embedding;

import com.sun.management.UnixOperatingSystemMXBean;
import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.api.Client;
import io.heddle.api.LocalClient;
import io.heddle.api.Observer;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.Received;
import io.heddle.api.Verdict;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Starts, uses and stops brokers, and prints what the JVM holds before and after. */
final class ManyBrokersProbe {
  private static final int WARM_UP = 30;

  private ManyBrokersProbe() {}

  public static void main(String[] arguments) throws Exception {
    int brokers = Integer.parseInt(arguments[0]);
    // A file that is looked at again and again: that has to end, too.
    Path passwords = Files.createTempFile("heddle", ".passwords");
    Heddle.Builder builder =
        Heddle.builder()
            .port(0)
            .set("auth.password-file", passwords.toString())
            .hook("asked", (PublishInterceptor) (client, message) -> Verdict.allow())
            .hook("told", new Counting());
    List<WeakReference<Broker>> started = new ArrayList<>();
    for (int i = 0; i < WARM_UP; i++) {
      started.add(once(builder));
    }
    settle(started);
    long[] before = figures();
    long starting = 0;
    started.clear();
    for (int i = 0; i < brokers; i++) {
      started.add(new WeakReference<>(null));
      long begin = System.nanoTime();
      Broker broker = builder.start();
      starting += System.nanoTime() - begin;
      finish(broker);
      started.set(i, new WeakReference<>(broker));
    }
    long left = settle(started);
    long[] after = figures();
    String[] names = {"threads", "descriptors", "heap", "classes"};
    for (int i = 0; i < names.length; i++) {
      System.out.println(names[i] + " " + before[i] + " " + after[i]);
    }
    System.out.println("reachable 0 " + left);
    System.out.println("microseconds 0 " + starting / 1000 / brokers);
    Files.delete(passwords);
    Thread.getAllStackTraces().keySet().forEach(t -> System.out.println("# " + t.getName()));
  }

  private static WeakReference<Broker> once(Heddle.Builder builder) throws Exception {
    Broker broker = builder.start();
    finish(broker);
    return new WeakReference<>(broker);
  }

  /** Counts what clients publish. */
  private static final class Counting implements Observer {
    private final AtomicLong published = new AtomicLong();

    @Override
    public void published(Client client, Message message) {
      published.incrementAndGet();
    }
  }

  /** One client leaves, the other is still there when the broker stops. */
  private static void finish(Broker broker) throws Exception {
    JvmWideProbe.use(broker.endpoints().getFirst());
    LocalClient stays = broker.client("stays");
    BlockingQueue<Received> got = new LinkedBlockingQueue<>();
    stays.subscribe(Subscription.of(TopicFilter.of("a"), Qos.AT_LEAST_ONCE), got::add);
    try (LocalClient leaves = broker.client("leaves")) {
      leaves.publish(Message.of(TopicName.of("a"), Bytes.utf8("x"), Qos.AT_LEAST_ONCE));
    }
    got.take();
    broker.close();
  }

  /** Waits until the brokers are collected, and answers how many are not. */
  private static long settle(List<WeakReference<Broker>> brokers) throws Exception {
    long deadline = System.nanoTime() + 20_000_000_000L;
    long left;
    do {
      System.gc();
      left = brokers.stream().filter(broker -> !broker.refersTo(null)).count();
    } while (left > 0 && System.nanoTime() < deadline);
    System.gc();
    System.gc();
    return left;
  }

  private static long[] figures() {
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new long[] {
      ManagementFactory.getThreadMXBean().getThreadCount(),
      system.getOpenFileDescriptorCount(),
      ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
      ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()
    };
  }
}

package io.heddle.broker;

import io.heddle.broker.Counters.Count;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.session.DropReason;
import io.heddle.session.Shuttle;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The {@code $SYS} topics, under the names that Mosquitto gave them: retained, and published again
 * when a value has changed. {@code docs/sys-topics.md} lists them. Runs on one thread at a time,
 * the timer's.
 */
final class SysTopics {
  private final Core core;
  private final String version;
  private final long startedAt;
  private final LoadAverages load;
  private final Map<String, String> last = new HashMap<>();
  private long mostHeap;

  SysTopics(Core core, String version) {
    this.core = core;
    this.version = version;
    this.startedAt = core.clock().millis();
    this.load = new LoadAverages(core.counters(), core.timer().nanos());
  }

  void publish() {
    Shuttle shuttle = new Shuttle(core.clock().millis());
    Publisher publisher = core.router().publisher(null, shuttle);
    values(shuttle.now())
        .forEach((topic, value) -> {
          if (!value.equals(last.put(topic, value))) {
            publisher.publish(message(topic, value));
          }
        });
    shuttle.flush();
  }

  private static Message message(String topic, String value) {
    return new Message(
        TopicName.of("$SYS/broker/" + topic),
        Bytes.utf8(value),
        Qos.AT_MOST_ONCE,
        true,
        Properties.NONE,
        Message.NEVER,
        "");
  }

  private Map<String, String> values(long now) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("version", "Heddle " + version);
    values.put("uptime", (now - startedAt) / 1000 + " seconds");
    clients(values);
    messages(values);
    values.put("subscriptions/count", Long.toString(core.subscriptions()));
    values.put("shared_subscriptions/count", Integer.toString(core.shareGroups()));
    values.put("retained messages/count", Integer.toString(core.retained().count()));
    store(values);
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    mostHeap = Math.max(mostHeap, heap);
    values.put("heap/current", Long.toString(heap));
    values.put("heap/maximum", Long.toString(mostHeap));
    load.each(core.timer().nanos(), values::put);
    return values;
  }

  private void store(Map<String, String> values) {
    String stored = Long.toString(core.queuedMessages() + core.retained().count());
    values.put("messages/stored", stored);
    values.put("store/messages/count", stored);
    values.put("store/messages/bytes", Long.toString(core.queuedBytes() + core.retained().bytes()));
  }

  private void clients(Map<String, String> values) {
    Counters counters = core.counters();
    int connected = counters.clientsConnected();
    int known = core.sessions().count();
    values.put("clients/connected", Integer.toString(connected));
    values.put("clients/active", Integer.toString(connected));
    values.put("clients/disconnected", Integer.toString(Math.max(0, known - connected)));
    values.put("clients/inactive", Integer.toString(Math.max(0, known - connected)));
    values.put("clients/total", Integer.toString(known));
    values.put("clients/maximum", Integer.toString(counters.mostClientsConnected()));
    values.put("clients/expired", Long.toString(counters.get(Count.SESSIONS_EXPIRED)));
    values.put("clients/refused", Long.toString(counters.get(Count.SESSIONS_REFUSED)));
  }

  private void messages(Map<String, String> values) {
    Counters counters = core.counters();
    values.put("messages/received", Long.toString(counters.get(Count.PACKETS_RECEIVED)));
    values.put("messages/sent", Long.toString(counters.get(Count.PACKETS_SENT)));
    values.put("publish/messages/received", Long.toString(counters.get(Count.PUBLISHES_RECEIVED)));
    values.put("publish/messages/sent", Long.toString(counters.get(Count.PUBLISHES_SENT)));
    values.put("publish/messages/dropped", Long.toString(counters.dropped()));
    for (DropReason reason : DropReason.values()) {
      long dropped = counters.dropped(reason);
      if (dropped > 0) {
        values.put("publish/messages/dropped/" + word(reason), Long.toString(dropped));
      }
    }
    values.put("publish/bytes/received", Long.toString(counters.get(Count.PUBLISH_BYTES_RECEIVED)));
    values.put("publish/bytes/sent", Long.toString(counters.get(Count.PUBLISH_BYTES_SENT)));
    values.put("bytes/received", Long.toString(counters.get(Count.BYTES_RECEIVED)));
    values.put("bytes/sent", Long.toString(counters.get(Count.BYTES_SENT)));
  }

  /** How a reason is written in a topic: {@code QUEUE_FULL} is {@code queue-full}. */
  private static String word(DropReason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

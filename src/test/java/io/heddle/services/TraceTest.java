package io.heddle.services;

import static io.heddle.services.TraceLines.awaitLines;
import static io.heddle.services.TraceLines.events;
import static io.heddle.services.TraceLines.lines;
import static io.heddle.services.TraceLines.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.AddressRange;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.TraceInfo;
import io.heddle.api.TraceRequest;
import io.heddle.api.Traces;
import io.heddle.api.Verdict;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client, or a message, followed through the broker. */
@Timeout(60)
class TraceTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;

  private Running running(String... more) {
    List<String> settings = new ArrayList<>(List.of("trace.directory", "" + folder));
    settings.addAll(List.of(more));
    return new Running(settings.toArray(String[]::new));
  }

  private static TraceRequest ofClient(String clientId) {
    return new TraceRequest(clientId, null, null, 0, HOUR);
  }

  private static TraceRequest ofTopics(String filter, int payload) {
    return new TraceRequest(null, TopicFilter.of(filter), null, payload, HOUR);
  }

  private static Packet.Publish publish(String topic, int packetId) {
    return new Packet.Publish(
        false,
        Qos.AT_LEAST_ONCE,
        false,
        TopicName.of(topic),
        packetId,
        Properties.NONE,
        Bytes.utf8("hello world"));
  }

  @Test
  void aClientIsFollowedFromConnectToDisconnect() throws IOException {
    try (Running running = running()) {
      Traces traces = running.services().traces();
      Client other = running.connect(Login.v5("other"));
      other.subscribe("t", Qos.AT_LEAST_ONCE);
      TraceInfo trace = traces.start(ofClient("c"));
      Client client = running.connect(Login.v5("c").credentials("ann", "swordfish"));
      client.subscribe("u", Qos.AT_LEAST_ONCE);
      client.publish("t", "secret payload", Qos.AT_LEAST_ONCE);
      other.acknowledge(other.expectPublish("t", "secret payload"));
      other.publish("not-followed", "x", Qos.AT_LEAST_ONCE);
      Running.await(
          () -> lines(traces, trace.id()).stream().anyMatch(line -> line.contains("acknowledged")));
      client.disconnect();
      follows(awaitLines(traces, trace.id(), "disconnected"));
    }
  }

  private static void follows(List<String> lines) {
    List<String> events = events(lines);
    for (String event :
        List.of(
            "connect c",
            "authenticated c",
            "connected c",
            "received c",
            "sent c",
            "subscribed c",
            "published c",
            "routed other",
            "delivered other",
            "acknowledged other",
            "disconnected c")) {
      assertTrue(events.contains(event), () -> event + " is missing: " + lines);
    }
    assertTrue(events.indexOf("published c") < events.indexOf("routed other"));
    String all = String.join("\n", lines);
    assertFalse(all.contains("swordfish"), all);
    assertFalse(all.contains("secret payload"), all);
    assertFalse(all.contains("not-followed"), all);
    assertTrue(all.contains("it said DISCONNECT"), all);
    assertTrue(all.contains("\"address\":\"127.0.0.1\""), all);
    assertEquals(
        1,
        lines.stream()
            .map(line -> member(line, "message"))
            .filter(each -> !each.equals("-"))
            .distinct()
            .count(),
        "one message, one number: " + all);
  }

  @Test
  void whyNobodyGetsAMessageIsSaid() throws IOException {
    try (Running running = running("queue.messages", "1")) {
      Traces traces = running.services().traces();
      Client slow = running.connect(Login.v5("slow").with(Property.RECEIVE_MAXIMUM, 1));
      slow.subscribe("full", Qos.AT_LEAST_ONCE);
      TraceInfo trace = traces.start(ofTopics("#", 5));
      Client client = running.connect(Login.v5("c"));
      for (int i = 1; i <= 3; i++) {
        client.send(publish("full", i));
      }
      client.send(publish("nobody", 4));
      List<String> lines = awaitLines(traces, trace.id(), "nobody subscribes");
      String all = String.join("\n", lines);
      assertTrue(all.contains("sent at once, QoS 1"), all);
      assertTrue(all.contains("queued, QoS 1"), all);
      assertTrue(events(lines).contains("dropped slow"), all);
      assertTrue(all.contains("queue full"), all);
      assertTrue(all.contains("\"payload\":\"hello\""), all);
      assertTrue(all.contains("\"bytes\":11"), all);
    }
  }

  @Test
  void whatAHookMakesOfAMessageHasItsNumber() throws IOException {
    PublishInterceptor moves =
        (client, message) -> Verdict.change(message.to(TopicName.of("moved")));
    try (Running running = new Running(Map.of("moves", moves), "trace.directory", "" + folder)) {
      Traces traces = running.services().traces();
      TraceInfo trace = traces.start(ofTopics("first", 0));
      Client client = running.connect(Login.v5("c"));
      client.publish("first", "x", Qos.AT_LEAST_ONCE);
      List<String> lines = awaitLines(traces, trace.id(), "changed");
      String changed =
          lines.stream().filter(line -> line.contains("changed")).findFirst().orElseThrow();
      assertEquals("moved", member(changed, "topic"));
      assertEquals(member(lines.getFirst(), "message"), member(changed, "message"));
    }
  }

  @Test
  void anAddressIsFollowed() throws IOException {
    try (Running running = running()) {
      Traces traces = running.services().traces();
      TraceRequest home = new TraceRequest(null, null, AddressRange.parse("127.0.0.0/8"), 0, HOUR);
      TraceRequest away = new TraceRequest(null, null, AddressRange.parse("10.0.0.0/8"), 0, HOUR);
      String here = traces.start(home).id();
      String elsewhere = traces.start(away).id();
      Client client = running.connect(Login.v5("c"));
      client.publish("t", "x", Qos.AT_LEAST_ONCE);
      client.disconnect();
      awaitLines(traces, here, "disconnected");
      assertTrue(events(lines(traces, here)).contains("routed -"), "" + lines(traces, here));
      assertEquals(List.of(), lines(traces, elsewhere));
    }
  }

  @Test
  void aRefusalIsSaid() throws IOException {
    try (Running running = running("anonymous", "deny")) {
      Traces traces = running.services().traces();
      String id = traces.start(ofClient("c")).id();
      Client client = running.open(Version.MQTT_5_0);
      client.send(Login.v5("c").packet());
      List<String> lines = awaitLines(traces, id, "disconnected");
      assertEquals(List.of("connect c", "refused c", "disconnected c"), events(lines));
      assertTrue(lines.get(1).contains("(0x8"), lines.get(1));
    }
  }

  @Test
  void aReaderGetsEntriesAsTheyComeAndHearsTheEnd() throws Exception {
    try (Running running = new Running()) {
      Traces traces = running.services().traces();
      String id = traces.start(ofClient("c")).id();
      assertFalse(traces.find(id).orElseThrow().file());
      assertTrue(traces.read(id).isEmpty());
      try (Traces.Live live = traces.live(id).orElseThrow()) {
        running.connect(Login.v5("c"));
        assertEquals("connect", member(live.next(HOUR).orElseThrow(), "event"));
        assertTrue(traces.stop(id));
        while (!live.isOver()) {
          live.next(HOUR);
        }
      }
      TraceInfo info = traces.find(id).orElseThrow();
      assertEquals("it was stopped", info.words());
      assertTrue(traces.remove(id));
      assertFalse(traces.remove(id));
      assertTrue(traces.live(id).isEmpty());
    }
  }

  /** Nobody is delayed by one who does not read; he is told how much he has missed. */
  @Test
  void aSlowReaderMissesEntriesAndIsTold() throws Exception {
    try (Running running = running()) {
      Traces traces = running.services().traces();
      String id = traces.start(ofClient("c")).id();
      try (Traces.Live live = traces.live(id).orElseThrow()) {
        Client client = running.connect(Login.v5("c"));
        for (int i = 0; i < 1000; i++) {
          client.publish("t", "x", Qos.AT_LEAST_ONCE);
        }
        Running.await(() -> traces.find(id).orElseThrow().entries() > 3000);
        String last = "";
        for (int i = 0; i < 1001; i++) {
          last = live.next(HOUR).orElseThrow();
        }
        assertEquals("missed", member(last, "event"));
        assertTrue(Integer.parseInt(member(last, "entries")) > 1000, last);
      }
    }
  }

  @Test
  void itEndsByItselfAndWithItsFile() throws IOException {
    try (Running running = running("trace.file-size", "2KiB")) {
      Traces traces = running.services().traces();
      TraceRequest brief = new TraceRequest("c", null, null, 0, Duration.ofMillis(50));
      String timed = traces.start(brief).id();
      String full = traces.start(ofClient("c")).id();
      Client client = running.connect(Login.v5("c"));
      for (int i = 0; i < 20; i++) {
        client.publish("t", "x", Qos.AT_LEAST_ONCE);
      }
      Running.await(() -> traces.find(full).orElseThrow().endedAt() != null);
      assertEquals("its file is full", traces.find(full).orElseThrow().words());
      Running.await(() -> traces.find(timed).orElseThrow().endedAt() != null);
      Path file = folder.resolve("trace-" + full + ".jsonl");
      assertTrue(Files.size(file) <= 2048);
      assertTrue(traces.remove(full));
      assertFalse(Files.exists(file));
    }
  }

  @Test
  void theyAreBoundedInNumber() throws IOException {
    try (Running running = running()) {
      Traces traces = running.services().traces();
      for (int i = 0; i < 8; i++) {
        traces.start(ofClient("c" + i));
      }
      assertThrows(IllegalStateException.class, () -> traces.start(ofClient("c8")));
      assertEquals(8, traces.all().size());
      for (int i = 0; i < 30; i++) {
        traces.all().forEach(each -> traces.stop(each.id()));
        traces.start(ofClient("d" + i));
      }
      assertTrue(traces.all().size() <= 17, "" + traces.all().size());
      try (var files = Files.list(folder)) {
        assertTrue(files.count() <= 33);
      }
    }
  }

  @Test
  void itsFileIsNobodyElses() throws IOException {
    try (Running running = running()) {
      String id = running.services().traces().start(ofClient("c")).id();
      Path file = folder.resolve("trace-" + id + ".jsonl");
      assertEquals(
          java.util.Set.of(
              java.nio.file.attribute.PosixFilePermission.OWNER_READ,
              java.nio.file.attribute.PosixFilePermission.OWNER_WRITE),
          Files.getPosixFilePermissions(file));
    }
  }
}

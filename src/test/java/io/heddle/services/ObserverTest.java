package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an observer is told, of clients that come over sockets. */
@Timeout(60)
class ObserverTest {
  private final Recorder seen = new Recorder();
  private final Running running = new Running(Map.of("watch", seen), "queue.messages", "1");

  @AfterEach
  void stop() {
    running.close();
  }

  private void awaitDirect(String last) {
    Running.await(() -> seen.direct.contains(last));
  }

  private void awaitQueued(String last) {
    Running.await(() -> seen.queued.contains(last));
  }

  @ParameterizedTest
  @EnumSource
  void theWayOfAClient(Version version) {
    Client one = running.connect(Login.of(version, "one"));
    one.subscribe("a/#", Qos.EXACTLY_ONCE);
    one.publish("a/0", "x", Qos.AT_MOST_ONCE);
    one.expectPublish("a/0", "x");
    one.publish("a/1", "y", Qos.AT_LEAST_ONCE);
    one.receive("a/1", Qos.AT_LEAST_ONCE, "y");
    one.publish("a/2", "z", Qos.EXACTLY_ONCE);
    one.receive("a/2", Qos.EXACTLY_ONCE, "z");
    one.unsubscribe("a/#");
    one.disconnect();
    awaitDirect("disconnected one tcp SUCCESS");
    awaitQueued("ended one NORMAL");
    assertEquals(
        List.of(
            "connected one " + version,
            "created one",
            "subscribed one a/# EXACTLY_ONCE",
            "published one a/0=x of one",
            "published one a/1=y of one",
            "published one a/2=z of one",
            "unsubscribed one a/#",
            "disconnected one tcp SUCCESS"),
        seen.direct);
    assertEquals(
        List.of(
            "delivered one a/0=x of one",
            "delivered one a/1=y of one",
            "acknowledged one a/1=y of one",
            "delivered one a/2=z of one",
            "acknowledged one a/2=z of one",
            "ended one NORMAL"),
        seen.queued);
    assertEquals(1, seen.threads.size(), "the client's own thread");
    assertEquals(1, seen.ownThreads.size(), "one of the observer");
    assertTrue(seen.ownThreads.stream().allMatch(Thread::isVirtual));
    assertTrue(Collections.disjoint(seen.threads, seen.ownThreads));
  }

  @Test
  void aSessionIsResumedAndItsMessagesSentAgain() {
    Client one = running.connect(Login.v5("one").sessionExpiry(100));
    one.subscribe("a", Qos.AT_LEAST_ONCE);
    running.connect(Login.v311("other")).publish("a", "x", Qos.AT_LEAST_ONCE);
    one.expectPublish("a", "x");
    one.vanish();
    awaitDirect("disconnected one tcp UNSPECIFIED_ERROR");
    Client again = running.connect(Login.v5("one").resume().sessionExpiry(100));
    again.receive("a", Qos.AT_LEAST_ONCE, "x");
    awaitQueued("acknowledged one a=x of other");
    assertEquals("resumed one", seen.direct.getLast());
    assertEquals(
        List.of(
            "delivered one a=x of other",
            "delivered one a=x of other",
            "acknowledged one a=x of other"),
        seen.queued);
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
  void aClientThatIsNotLetIn(Version version) {
    Client one = running.open(version);
    one.send(
        Login.of(version, "one")
            .credentials("ann", null)
            .will("$SYS/x", "w", Qos.AT_MOST_ONCE)
            .packet());
    one.expectRefused(ReasonCode.NOT_AUTHORIZED);
    one.close();
    awaitDirect("disconnected stranger tcp NOT_AUTHORIZED");
    assertEquals(
        List.of("refused one/ann NOT_AUTHORIZED", "disconnected stranger tcp NOT_AUTHORIZED"),
        seen.direct);
  }

  @Test
  void aStrangerWhoNeverSaysConnect() {
    Client one = running.open(Version.MQTT_5_0);
    one.sendRaw("C0 00");
    one.expectClosed();
    one.close();
    awaitDirect("disconnected stranger tcp PROTOCOL_ERROR");
    running.open(Version.MQTT_5_0).close();
    awaitDirect("disconnected stranger tcp SUCCESS");
    assertEquals(2, seen.direct.size(), seen.direct.toString());
  }

  @Test
  void whatIsDroppedWithItsReceiver() {
    Client away = running.lasting("away");
    away.subscribe("a", Qos.AT_LEAST_ONCE);
    away.disconnect();
    awaitDirect("disconnected away tcp SUCCESS");
    Client one = running.connect(Login.v311("one"));
    one.publish("a", "0", Qos.AT_MOST_ONCE);
    one.publish("a", "1", Qos.AT_LEAST_ONCE);
    one.publish("a", "2", Qos.AT_LEAST_ONCE);
    one.publish("$SYS/a", "3", Qos.AT_LEAST_ONCE);
    running.services().sessions().end("away");
    awaitQueued("ended away REMOVED");
    assertEquals(
        List.of(
            "dropped away a=0 of one OFFLINE",
            "dropped away a=2 of one QUEUE_FULL",
            "dropped one $SYS/a=3 of one NOT_ACCEPTED",
            "dropped away a=1 of one SESSION_ENDED",
            "ended away REMOVED"),
        seen.queued);
    List<String> published = new ArrayList<>(seen.direct);
    published.removeIf(each -> !each.startsWith("published"));
    // The one that no queue had room for was not accepted.
    assertEquals(List.of("published one a=0 of one", "published one a=1 of one"), published);
  }

  @Test
  void aMessageThatItsReceiverRefuses() {
    Client one = running.connect(Login.v5("one"));
    one.subscribe("a", Qos.AT_LEAST_ONCE);
    one.publish("a", "x", Qos.AT_LEAST_ONCE);
    Packet.Publish got = one.expectPublish("a", "x");
    one.send(
        new Packet.Puback(
            got.packetId(), ReasonCode.QUOTA_EXCEEDED, io.heddle.mqtt.Properties.NONE));
    awaitQueued("dropped one a=x of one REFUSED");
    assertTrue(seen.queued.stream().noneMatch(each -> each.startsWith("acknowledged")));
  }

  /** The reference broker says nothing when a clean client takes over one that is connected. */
  @Test
  void aSessionThatMakesWay() {
    running.connect(Login.v311("one"));
    running.connect(Login.v311("one"));
    awaitQueued("ended one TAKEN_OVER");
    awaitDirect("disconnected one tcp SESSION_TAKEN_OVER");
    assertEquals(2, seen.direct.stream().filter("created one"::equals).count());
    assertEquals(1, seen.queued.size());
  }

  @Test
  void aSessionThatExpires() {
    running.connect(Login.v5("one").sessionExpiry(1)).disconnect();
    awaitQueued("ended one EXPIRED");
    assertEquals(1, seen.queued.size());
  }

  @Test
  void aWillIsPublished() {
    Client one = running.connect(Login.v311("one").will("w", "gone", Qos.AT_MOST_ONCE));
    one.vanish();
    awaitQueued("will one w=gone of one");
    running.connect(Login.v5("two").will("w", "gone", Qos.AT_MOST_ONCE)).disconnect();
    awaitQueued("ended two NORMAL");
    assertEquals(1, seen.queued.stream().filter(each -> each.startsWith("will")).count());
  }

  @Test
  void theEndOfTheBrokerIsTheLast() {
    running.connect(Login.v5("one").will("w", "gone", Qos.AT_MOST_ONCE));
    running.close();
    assertTrue(seen.direct.contains("disconnected one tcp SERVER_SHUTTING_DOWN"));
    assertTrue(seen.queued.contains("will one w=gone of one"));
    assertEquals("stopped", seen.queued.getLast());
    assertEquals(1, seen.queued.stream().filter("stopped"::equals).count());
  }

  /** The level is the one that was granted; one that is refused is not told. */
  @Test
  void onlySubscriptionsThatAreStored() {
    try (Running less =
        new Running(Map.of("w", seen), "mqtt.maximum-qos", "1", "limits.topic-levels", "2")) {
      Client one = less.connect(Login.v311("one"));
      one.send(
          Packets.subscribe(
              1, Packets.to("a/b/c", Qos.AT_MOST_ONCE), Packets.to("a", Qos.EXACTLY_ONCE)));
      one.expect(Packet.Suback.class);
      one.send(Packets.unsubscribe(2, "x"));
      one.expect(Packet.Unsuback.class);
      assertEquals("subscribed one a AT_LEAST_ONCE", seen.direct.getLast());
      assertEquals(3, seen.direct.size(), seen.direct.toString());
    }
  }
}

package io.heddle.admin.rest;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static io.heddle.mqtt.Qos.EXACTLY_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.PublishInterceptor;
import io.heddle.api.Verdict;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ten questions that operators ask most: each is answered by one request. */
@Timeout(60)
class WhyTest extends Whys {
  @TempDir Path folder;

  @Test
  void accessIsDenied() throws IOException {
    Path rules =
        Files.writeString(
            folder.resolve("rules"),
            """
            deny client p publish secret/#
            deny client r subscribe inner/#
            """);
    start("acl.file", rules.toString(), "acl.default", "allow");
    connect(Login.v5("p"));
    connect(Login.v5("r")).subscribe("#", AT_LEAST_ONCE);
    JsonObject denied = explain("publish?client=p&topic=secret/1");
    assertSays(denied, "publish-denied", "rules:1: deny client p publish secret/#");
    assertTrue(denied.getString("rule").endsWith("rules:1: deny client p publish secret/#"));
    JsonObject read = explain("publish?client=p&topic=inner/1&qos=1");
    assertSays(read, "dropped");
    assertSays(at(read, "r"), "read-denied", "rules:2: deny client r subscribe inner/#");
    JsonObject wish = explain("subscribe?client=r&filter=inner/%2B");
    assertSays(wish, "subscribe-denied", "rules:2: deny client r subscribe inner/#");
    assertSays(explain("publish?client=p&topic=open"), "delivered");
  }

  @Test
  void theMemberOfTheShareIsAway() {
    start();
    away("m1", "$share/g/jobs");
    connect(Login.v5("m2")).subscribe("$share/g/jobs", AT_LEAST_ONCE);
    JsonObject answer = explain("publish?topic=jobs&qos=1");
    assertSays(answer, "delivered");
    assertSays(at(answer, "m1"), "other-member", "\"m1\" has been away since", "to \"m2\"");
    assertSays(at(answer, "m2"), "delivered", "first in turn");
    assertEquals("$share/g/jobs", at(answer, "m2").getString("filter"));
  }

  @Test
  void theQueueIsFull() {
    start("queue.messages", "1");
    away("r", "x");
    Client p = connect(Login.v5("p"));
    assertSays(at(explain("publish?client=p&topic=x&qos=1"), "r"), "queued", "away since");
    p.publish("x", "1", AT_LEAST_ONCE);
    JsonObject answer = explain("publish?client=p&topic=x&qos=1");
    assertSays(answer, "dropped");
    assertSays(at(answer, "r"), "queue-full", "with 1 message", "queue.policy is drop-newest");
    assertSays(at(explain("publish?client=p&topic=x"), "r"), "offline", "away since");
  }

  @Test
  void itHasExpired() {
    start("queue.messages", "1");
    away("r", "x/#");
    Client p = connect(Login.v5("p"));
    Packet.Publish plain = Packets.publish("x/1", "1", AT_LEAST_ONCE, p.id());
    Properties soon = Properties.builder().add(Property.MESSAGE_EXPIRY_INTERVAL, 1).build();
    p.publish(
        new Packet.Publish(
            plain.dup(),
            plain.qos(),
            plain.retain(),
            plain.topic(),
            plain.packetId(),
            soon,
            plain.payload()));
    // One that finds the queue full lets those go that are expired.
    await(() -> {
      Packet.Publish next = Packets.publish("x/2", "2", AT_LEAST_ONCE, p.id());
      p.send(next);
      p.await(Packet.Puback.class);
      return asking.broker().services().drops().of("r").stream()
          .anyMatch(drop -> drop.topic().equals("x/1"));
    });
    JsonObject answer = explain("publish?client=p&topic=x/1&qos=1&receiver=r");
    JsonObject drop = answer.getJsonArray("drops").getJsonObject(0);
    assertEquals("expired", drop.getString("reason"));
    assertTrue(text(answer).contains("before it reached \"r\": its Message Expiry Interval"));
    JsonObject list = asking.get("/api/v1/drops?topic=x/1&reason=expired").object();
    assertEquals("r", list.getJsonArray("items").getJsonObject(0).getString("clientId"));
    String late = "publish?client=p&topic=x/1&qos=1&expiry=0&receiver=r";
    assertTrue(
        List.of("expired", "queue-full").contains(at(explain(late), "r").getString("verdict")));
  }

  @Test
  void itIsItsOwnAndNoLocal() {
    start();
    Client p = connect(Login.v5("p"));
    p.subscribe(Packets.noLocal(Subscription.of(TopicFilter.of("x"), EXACTLY_ONCE)));
    JsonObject answer = explain("publish?client=p&topic=x");
    assertSays(answer, "no-subscribers");
    assertSays(at(answer, "p"), "no-local", "wants none of its own");
    assertSays(explain("publish?client=other&topic=x"), "delivered", "\"other\" is not connected");
  }

  @Test
  void theQosIsLower() {
    start();
    connect(Login.v5("r")).subscribe("x", AT_LEAST_ONCE);
    JsonObject receiver = at(explain("publish?topic=x&qos=2"), "r");
    assertSays(receiver, "qos-lowered", "at QoS 1", "published at QoS 2", "granted at QoS 1");
    assertEquals(1, receiver.getInt("qos"));
  }

  @Test
  void thePacketIsTooLarge() {
    start("limits.packet-size", "1KiB");
    connect(Login.v5("p"));
    Client r = connect(Login.v5("r").with(Property.MAXIMUM_PACKET_SIZE, 50));
    r.subscribe("x", AT_MOST_ONCE);
    // Fixed header 2, topic 3, no properties 1: 44 bytes are left.
    assertSays(at(explain("publish?client=p&topic=x&size=44"), "r"), "delivered");
    JsonObject answer = explain("publish?client=p&topic=x&size=45");
    assertSays(at(answer, "r"), "too-large", "Maximum Packet Size");
    assertSays(
        explain("publish?client=p&topic=x&size=2000"), "packet-too-large", "limits.packet-size");
  }

  @Test
  void theMountPointsDiffer() {
    start(
        "listener.tcp.mount-point",
        "one/",
        "listener.two.transport",
        "tcp",
        "listener.two.port",
        "0",
        "listener.two.mount-point",
        "two/");
    connect(Login.v5("p"), 0);
    connect(Login.v5("r"), 1).subscribe("house/+", AT_LEAST_ONCE);
    connect(Login.v5("s"), 0).subscribe("house/+", AT_LEAST_ONCE);
    JsonObject answer = explain("publish?client=p&topic=house/1&receiver=r");
    assertSays(answer, "no-subscribers", "\"one/house/1\"");
    assertSays(at(answer, "r"), "outside-mount-point", "\"two/\"", "\"one/\"");
    assertSays(at(explain("publish?client=p&topic=house/1"), "s"), "delivered");
    String absent = "publish?client=q&topic=house/1&listener=two";
    assertSays(at(explain(absent), "r"), "delivered");
  }

  @Test
  void itIsBanned() {
    start();
    String ban = "{\"clientId\":\"p\",\"reason\":\"it floods\"}";
    assertEquals(204, asking.post("/api/v1/bans", ban).status());
    assertSays(explain("connect?client=p"), "banned", "it floods");
    assertSays(explain("publish?client=p&topic=x"), "not-connected", "it floods");
    assertSays(explain("connect?client=q"), "let-in");
    assertSays(
        explain("connect?client=q&address=192.0.2.7"), "anonymous-denied", "this machine only");
    assertSays(explain("connect?client=q&listener=none"), "no-listener");
  }

  @Test
  void aHookHasDroppedIt() {
    PublishInterceptor hook = (client, message) -> Verdict.drop("not today");
    asking = new Asking(builder -> builder.hook("moody", hook));
    connect(Login.v5("r")).subscribe("x", AT_LEAST_ONCE);
    connect(Login.v5("p")).publish("x", "1", AT_LEAST_ONCE);
    JsonObject answer = explain("publish?client=p&topic=x&qos=1");
    assertSays(answer, "delivered", "not asked here: \"moody\"", "a hook dropped it");
    assertEquals("moody", answer.getJsonArray("hooks").getString(0));
    assertEquals(
        "dropped-by-hook", answer.getJsonArray("drops").getJsonObject(0).getString("reason"));
    JsonObject own = asking.get("/api/v1/clients/p/drops").object();
    assertEquals(1, own.getInt("total"));
  }
}

package io.heddle.spec;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.Version;
import java.util.List;
import java.util.stream.Stream;

/** A {@link Dialogue} that knows the usual exchanges, each asserted to go as the standard says. */
public final class Client extends Dialogue {
  private int lastId;

  Client(Wire wire, Version version) {
    super(wire, version);
  }

  /** Sends the CONNECT, which must be accepted. */
  public Packet.Connack connect(Login login) {
    send(login.packet());
    return expectConnack();
  }

  /** The next packet is a CONNACK with Reason Code 0x00. */
  public Packet.Connack expectConnack() {
    Packet.Connack connack = expect(Packet.Connack.class);
    if (connack.reason() != ReasonCode.SUCCESS) {
      throw failure("the CONNECT was refused: " + connack);
    }
    return connack;
  }

  /** A Packet Identifier that this client has not used yet. */
  public int id() {
    return ++lastId;
  }

  /** Subscribes, with the default options; it must be granted at that level. */
  public void subscribe(String filter, Qos qos) {
    subscribe(Packets.to(filter, qos));
  }

  /** Subscribes; all must be granted at the level asked for. */
  public void subscribe(Subscription... subscriptions) {
    subscribe(Packets.subscribe(id(), subscriptions));
  }

  /**
   * Subscribes; all must be granted at the level asked for. Messages that came before the SUBACK
   * stay.
   */
  public void subscribe(Packet.Subscribe packet) {
    send(packet);
    Packet.Suback suback = await(Packet.Suback.class);
    List<ReasonCode> granted =
        packet.subscriptions().stream().map(each -> ReasonCode.granted(each.qos())).toList();
    if (suback.packetId() != packet.packetId() || !suback.reasons().equals(granted)) {
      throw failure("expected all to be granted, got " + suback);
    }
  }

  /** Unsubscribes; each must have been subscribed to. */
  public void unsubscribe(String... filters) {
    int id = id();
    send(Packets.unsubscribe(id, filters));
    Packet.Unsuback unsuback = await(Packet.Unsuback.class);
    boolean all = unsuback.reasons().stream().allMatch(ReasonCode.SUCCESS::equals);
    if (unsuback.packetId() != id || !all) {
      throw failure("expected all to be gone, got " + unsuback);
    }
  }

  /**
   * Publishes and sees the whole exchange through: when this returns the server has the message, at
   * QoS 0 too.
   */
  public void publish(String topic, String payload, Qos qos) {
    publish(Packets.publish(topic, payload, qos, qos == QOS_0 ? 0 : id()));
  }

  /** Publishes with RETAIN 1 and sees the whole exchange through. */
  public void retain(String topic, String payload, Qos qos) {
    publish(Packets.retained(Packets.publish(topic, payload, qos, qos == QOS_0 ? 0 : id())));
  }

  /** Publishes and sees the whole exchange through. */
  public void publish(Packet.Publish packet) {
    send(packet);
    switch (packet.qos()) {
      case AT_MOST_ONCE -> fence();
      case AT_LEAST_ONCE -> {
        Packet.Puback puback = await(Packet.Puback.class);
        accepted(packet, puback.packetId(), puback.reason());
      }
      case EXACTLY_ONCE -> {
        Packet.Pubrec pubrec = await(Packet.Pubrec.class);
        accepted(packet, pubrec.packetId(), pubrec.reason());
        send(Packets.pubrel(packet.packetId()));
        Packet.Pubcomp pubcomp = await(Packet.Pubcomp.class);
        accepted(packet, pubcomp.packetId(), pubcomp.reason());
      }
    }
  }

  /** The next packet is a PUBLISH of this topic and payload; it is not acknowledged. */
  public Packet.Publish expectPublish(String topic, String payload) {
    Packet.Publish publish = expect(Packet.Publish.class);
    if (publish.topic() == null
        || !publish.topic().value().equals(topic)
        || !publish.payload().text().equals(payload)) {
      throw failure("expected " + payload + " on " + topic + ", got " + publish);
    }
    return publish;
  }

  /** The next packet is a PUBLISH of this topic, payload and QoS; it is not acknowledged. */
  public Packet.Publish expectPublish(String topic, String payload, Qos qos) {
    Packet.Publish publish = expectPublish(topic, payload);
    if (publish.qos() != qos) {
      throw failure("expected " + qos + ", got " + publish);
    }
    return publish;
  }

  /**
   * The next packets are PUBLISH packets of this topic with these payloads, in order; each is
   * acknowledged.
   */
  public void receive(String topic, Qos qos, String... payloads) {
    for (String payload : payloads) {
      acknowledge(expectPublish(topic, payload, qos));
    }
  }

  /** Acknowledges to the end, as the QoS demands. */
  public void acknowledge(Packet.Publish publish) {
    if (publish.qos() == QOS_1) {
      send(Packets.puback(publish.packetId()));
    } else if (publish.qos() == QOS_2) {
      send(Packets.pubrec(publish.packetId()));
      Packet.Pubrel pubrel = await(Packet.Pubrel.class);
      accepted(publish, pubrel.packetId(), pubrel.reason());
      send(Packets.pubcomp(publish.packetId()));
    }
  }

  /** The PUBLISH packets that come before the answer to a PINGREQ, none of them acknowledged. */
  public List<Packet.Publish> drain() {
    send(new Packet.Pingreq());
    return Stream.generate(this::next)
        .takeWhile(packet -> !(packet instanceof Packet.Pingresp))
        .map(Packet.Publish.class::cast)
        .toList();
  }

  /** Says DISCONNECT 0x00; the server closes the connection. */
  public void disconnect() {
    disconnect(Packets.disconnect());
  }

  /** Says DISCONNECT; the server closes the connection. */
  public void disconnect(Packet.Disconnect packet) {
    send(packet);
    expectClosed();
  }

  private void accepted(Packet.Publish publish, int id, ReasonCode reason) {
    if (id != publish.packetId() || reason.isError()) {
      throw failure("expected an acknowledgement of " + publish);
    }
  }
}

package io.heddle.connection;

import io.heddle.api.Exchange;
import io.heddle.api.Step;
import io.heddle.codec.MalformedPacket;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import java.io.IOException;
import java.util.Objects;

/**
 * The AUTH packets between CONNECT and CONNACK. They and DISCONNECT are all that a client may send
 * there {@code [MQTT-3.1.2-30]}. Belongs to the connection's thread; used once, and covered by the
 * connect timeout.
 *
 * @param method its name
 * @param welcome knows how large the packets are that the client takes
 */
record EnhancedLogin(String method, Welcome welcome, Inbox inbox, Outbox outbox) {

  /**
   * Goes through the exchange to its end, accepted or refused.
   *
   * @throws Farewell when the client goes before that
   */
  Step.Done done(Packet.Connect connect, Exchange exchange) throws Farewell {
    Step step = exchange.next(AuthProperties.data(connect.properties()));
    while (step instanceof Step.Challenge challenge) {
      step = ask(challenge) ? answered(exchange) : tooLarge();
    }
    return (Step.Done) step;
  }

  /** Asks for more {@code [MQTT-4.12.0-2]}; false when the client takes no packet as large. */
  private boolean ask(Step.Challenge challenge) {
    byte[] packet =
        welcome.challenge(AuthProperties.of(method, challenge.data(), challenge.told()));
    if (packet == null) {
      return false;
    }
    outbox.answer(packet);
    outbox.flushAnswers();
    return true;
  }

  private static Step tooLarge() {
    return Step.refused(
        ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, "AUTH is larger than the packets it takes");
  }

  private Step answered(Exchange exchange) throws Farewell {
    try {
      return switch (read()) {
        case Packet.Auth auth -> answered(exchange, auth);
        case Packet.Disconnect disconnect -> throw Farewell.client(disconnect.reason());
        default -> wrong("it sent something else than AUTH before it was accepted");
      };
    } catch (MalformedPacket malformed) {
      return Step.refused(malformed.reason(), String.valueOf(malformed.getMessage()));
    } catch (IOException lost) {
      throw Farewell.network("its connection was lost before CONNACK: " + lost.getMessage());
    }
  }

  /** The answer has the same method and goes on {@code [MQTT-4.12.0-3] [MQTT-4.12.0-5]}. */
  private Step answered(Exchange exchange, Packet.Auth auth) {
    if (auth.reason() != ReasonCode.CONTINUE_AUTHENTICATION) {
      return wrong("its AUTH does not go on with its authentication");
    }
    if (!Objects.equals(auth.properties().string(Property.AUTHENTICATION_METHOD), method)) {
      return wrong("its AUTH has another authentication method than its CONNECT");
    }
    return exchange.next(AuthProperties.data(auth.properties()));
  }

  private static Step wrong(String words) {
    return Step.refused(ReasonCode.PROTOCOL_ERROR, words);
  }

  private Packet read() throws Farewell, MalformedPacket, IOException {
    while (true) {
      Packet packet = inbox.poll();
      if (packet != null) {
        return packet;
      }
      if (!inbox.read()) {
        throw Farewell.network("it closed the connection before CONNACK");
      }
    }
  }
}

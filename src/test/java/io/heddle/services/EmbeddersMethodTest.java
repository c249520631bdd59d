package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.api.Authentication;
import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Exchange;
import io.heddle.api.Step;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A method of enhanced authentication that the program brings, and what observers are told of it.
 */
@Timeout(60)
class EmbeddersMethodTest {
  private static final String NAME = "GREETING";

  @AutoClose private final Several brokers = new Several();
  private final Recorder seen = new Recorder();
  private final Running running =
      brokers.start(b -> b.authenticationMethod(new Greeting()).hook("seen", seen));

  /** Whoever asks "who" is asked back; everything else is the name of a user. */
  private static final class Greeting implements AuthenticationMethod {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Exchange begin(io.heddle.api.Login login) {
      return Greeting::answer;
    }

    @Override
    public Exchange beginAgain(io.heddle.api.Client client) {
      return Greeting::answer;
    }

    private static Step answer(Bytes data) {
      return data.text().equals("who")
          ? new Step.Challenge(Bytes.utf8("you?"))
          : new Step.Done(new Authentication.Accepted(data.text(), Set.of()), Bytes.EMPTY);
    }
  }

  private static Packet.Auth auth(ReasonCode reason, String data) {
    return new Packet.Auth(
        reason,
        Properties.builder()
            .add(Property.AUTHENTICATION_METHOD, NAME)
            .add(Property.AUTHENTICATION_DATA, Bytes.utf8(data))
            .build());
  }

  private static Login login(String data) {
    return Login.v5("one")
        .with(Property.AUTHENTICATION_METHOD, NAME)
        .with(Property.AUTHENTICATION_DATA, Bytes.utf8(data));
  }

  @Test
  void aClientComesInAndProvesItselfAgain() {
    Client one = running.open(Version.MQTT_5_0);
    one.send(login("who").packet());
    assertEquals(ReasonCode.CONTINUE_AUTHENTICATION, one.expect(Packet.Auth.class).reason());
    one.send(auth(ReasonCode.CONTINUE_AUTHENTICATION, "ann"));
    one.expectConnack();
    assertEquals("ann", running.services().clients().find("one").orElseThrow().client().userName());
    one.send(auth(ReasonCode.RE_AUTHENTICATE, "who"));
    assertEquals(ReasonCode.CONTINUE_AUTHENTICATION, one.expect(Packet.Auth.class).reason());
    one.send(auth(ReasonCode.CONTINUE_AUTHENTICATION, "ann"));
    assertEquals(ReasonCode.SUCCESS, one.expect(Packet.Auth.class).reason());
    // Told before the client is.
    assertEquals(List.of("connected one 5.0", "created one", "reauthenticated one"), seen.direct);
    assertEquals(1, seen.threads.size(), "the client's own thread");
  }

  @Test
  void whoFailsToProveItselfAgainIsNotTold() {
    Client one = running.connect(login("ann"));
    one.send(auth(ReasonCode.RE_AUTHENTICATE, "bob"));
    one.expectDisconnect(ReasonCode.NOT_AUTHORIZED);
    one.close();
    Running.await(() -> seen.direct.contains("disconnected one tcp NOT_AUTHORIZED"));
    assertEquals(3, seen.direct.size(), seen.direct::toString);
  }

  /** Where somebody can prove who he is, a name alone is no proof. */
  @Test
  void aNameWithoutTheMethodIsRefused() {
    Client one = running.open(Version.MQTT_5_0);
    one.send(Login.v5("one").credentials("ann", "x").packet());
    one.expectRefused(ReasonCode.BAD_USER_NAME_OR_PASSWORD);
  }
}

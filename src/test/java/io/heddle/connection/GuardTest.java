package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.heddle.api.Authentication;
import io.heddle.api.Authenticator;
import io.heddle.api.Durability;
import io.heddle.api.Login;
import io.heddle.api.Peer;
import io.heddle.connection.Entrance.Anonymous;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which clients are let in of whom nobody knows who they are. */
class GuardTest {
  private static final Authentication ANONYMOUS = new Authentication.Accepted(null, Set.of());

  private static Guard asking(Authenticator... authenticators) {
    return new Guard(List.of(authenticators), List.of(), AccessOptions.USUAL);
  }

  private static Entrance entrance(boolean asks, Anonymous anonymous) {
    return new Entrance(
        "tcp", EnumSet.allOf(Version.class), null, null, 0, asks, anonymous, Durability.FSYNC);
  }

  private static Login from(@Nullable String address, @Nullable String user) {
    InetSocketAddress socket = address == null ? null : new InetSocketAddress(address, 1);
    return new Login(new Peer("tcp", socket, List.of()), "c", user, null);
  }

  @ParameterizedTest
  @CsvSource({
    "local, 127.0.0.1, true",
    "local, 127.9.9.9, true",
    "local, ::1, true",
    "local, , true",
    "local, 203.0.113.1, false",
    "local, fe80::1, false",
    "allow, 203.0.113.1, true",
    "deny, 127.0.0.1, false",
    "deny, , false"
  })
  void theRuleAboutAnonymousClients(String rule, @Nullable String address, boolean comesIn) {
    Entrance entrance = entrance(true, Anonymous.valueOf(rule.toUpperCase(Locale.ROOT)));
    Authentication answer = Guard.NONE.identify(entrance, from(address, null));
    if (comesIn) {
      assertEquals(ANONYMOUS, answer);
    } else {
      assertEquals(
          ReasonCode.NOT_AUTHORIZED,
          assertInstanceOf(Authentication.Refused.class, answer).reason());
    }
  }

  @Test
  void aNameThatNobodyCheckedIsNone() {
    Entrance entrance = entrance(true, Anonymous.ALLOW);
    assertEquals(ANONYMOUS, Guard.NONE.identify(entrance, from("203.0.113.1", "root")));
  }

  @Test
  void whereAuthenticationIsOffNobodyIsAsked() {
    Guard guard =
        asking(login -> {
          throw new AssertionError("asked");
        });
    Entrance entrance = entrance(false, Anonymous.LOCAL);
    assertEquals(ANONYMOUS, guard.identify(entrance, from("127.0.0.1", "alice")));
    assertInstanceOf(
        Authentication.Refused.class, guard.identify(entrance, from("203.0.113.1", "alice")));
  }

  @Test
  void whoNamesNobodyMayBeKnownAllTheSame() {
    Authentication alice = new Authentication.Accepted("alice", Set.of());
    Guard guard = asking(login -> new Authentication.Unknown(), login -> alice);
    assertEquals(alice, guard.identify(entrance(true, Anonymous.DENY), from("203.0.113.1", null)));
  }

  @Test
  void aPasswordAloneThatNobodyKnowsIsAWrongOne() {
    Guard guard = asking(login -> new Authentication.Unknown());
    Login local = from("127.0.0.1", null);
    Login proof = new Login(local.peer(), local.clientId(), null, Bytes.utf8("secret"));
    Entrance entrance = entrance(true, Anonymous.LOCAL);
    assertEquals(ANONYMOUS, guard.identify(entrance, local));
    assertEquals(
        ReasonCode.BAD_USER_NAME_OR_PASSWORD,
        assertInstanceOf(Authentication.Refused.class, guard.identify(entrance, proof)).reason());
  }
}

package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authentication;
import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Authorizer;
import io.heddle.api.Client;
import io.heddle.api.Exchange;
import io.heddle.api.Login;
import io.heddle.api.Peer;
import io.heddle.api.Step;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the JVM goes on, and what is wrong with those who are asked does not. */
class ForeignTest {
  private static final Client CLIENT =
      new Client("c", null, Set.of(), new Peer("tcp", null, List.of()));

  private final List<Throwable> faults = new ArrayList<>();

  private Permissions permissions(Error error) {
    Authorizer authorizer =
        (client, action) -> {
          throw error;
        };
    Guard guard = new Guard(List.of(), List.of(authorizer), AccessOptions.USUAL);
    return guard.of(CLIENT, null, faults::add);
  }

  @Test
  void anErrorDenies() {
    Error error = new ExceptionInInitializerError("meant by the test");
    assertInstanceOf(Access.Denied.class, permissions(error).decide(new Action.Connect()));
    assertSame(error, faults.getFirst());
  }

  @Test
  void outOfMemoryIsNobodysAnswer() {
    Permissions permissions = permissions(new OutOfMemoryError("meant by the test"));
    assertThrows(OutOfMemoryError.class, () -> permissions.decide(new Action.Connect()));
    assertThrows(InternalError.class, () -> Foreign.letThrough(new InternalError("of the test")));
    assertDoesNotThrow(() -> Foreign.letThrough(new StackOverflowError("of the test")));
  }

  /** Fails where it is told to. */
  private record Method(boolean atOnce) implements AuthenticationMethod {
    @Override
    public String name() {
      return "METHOD";
    }

    @Override
    public Exchange begin(Login login) {
      throw new AssertionError("nobody comes in");
    }

    @Override
    public Exchange beginAgain(Client client) {
      if (atOnce) {
        throw new NoClassDefFoundError("meant by the test");
      }
      return data -> {
        throw new NoClassDefFoundError("meant by the test");
      };
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anExchangeThatFailsRefuses(boolean atOnce) {
    Desk desk = new Desk();
    Identification identification = new Identification(desk.link, CLIENT.peer(), desk.surroundings);
    Step step = identification.beginAgain(new Method(atOnce), CLIENT).next(Bytes.EMPTY);
    Authentication answer = assertInstanceOf(Step.Done.class, step).answer();
    assertEquals(
        ReasonCode.SERVER_UNAVAILABLE,
        assertInstanceOf(Authentication.Refused.class, answer).reason());
  }
}

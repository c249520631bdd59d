package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

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
import io.heddle.broker.Machines;
import io.heddle.memory.QuietLink;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.ReasonCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;

/** Whatever those who are asked throw denies, and goes no further. */
class ThrownTest {
  private static final Client CLIENT =
      new Client("c", null, Set.of(), new Peer("tcp", null, List.of()));

  private final List<Throwable> faults = new ArrayList<>();

  private Permissions permissions(Throwable any) {
    Authorizer authorizer =
        (client, action) -> {
          throw ThrownTest.<RuntimeException>thrown(any);
        };
    Guard guard = new Guard(List.of(), List.of(authorizer), AccessOptions.USUAL);
    return guard.of(CLIENT, null, faults::add);
  }

  private static List<Throwable> whatever() {
    return List.of(
        new IllegalStateException("meant by the test"),
        new IOException("not declared"),
        new ExceptionInInitializerError("meant by the test"),
        new StackOverflowError("meant by the test"),
        new OutOfMemoryError("meant by the test"),
        new InternalError("meant by the test"));
  }

  @ParameterizedTest
  @MethodSource("whatever")
  void whateverIsThrownDenies(Throwable thrown) {
    Permissions permissions = permissions(thrown);
    assertInstanceOf(Access.Denied.class, permissions.decide(new Action.Connect()));
    assertSame(thrown, faults.getFirst());
  }

  @ParameterizedTest
  @MethodSource("whatever")
  void anExchangeRefuses(Throwable thrown) {
    for (boolean atOnce : new boolean[] {true, false}) {
      Desk desk = new Desk();
      Identification identification =
          new Identification(desk.link, CLIENT.peer(), desk.surroundings);
      Step step = identification.beginAgain(new Method(atOnce, thrown), CLIENT).next(Bytes.EMPTY);
      Authentication answer = assertInstanceOf(Step.Done.class, step).answer();
      assertEquals(
          ReasonCode.SERVER_UNAVAILABLE,
          assertInstanceOf(Authentication.Refused.class, answer).reason());
    }
  }

  /** What no compiler lets through, and other languages throw. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException thrown(Throwable any) throws T {
    throw (T) any;
  }

  /** What Heddle's own code throws ends the connection: in order, and with a line in the log. */
  @Test
  void anErrorOfHeddleIsNotSilent() {
    Desk desk = new Desk();
    RecordingLogger log = new RecordingLogger(Level.ERROR);
    Logbook logbook = new Logbook(log, Machines.of(desk.timer));
    Surroundings usual = desk.surroundings;
    Surroundings surroundings =
        new Surroundings(
            desk.core, usual.buffers(), logbook, Guard.NONE, Desk.options(), usual.entrance());
    AtomicBoolean thrown = new AtomicBoolean();
    QuietLink link =
        (buffer, from, length) -> {
          if (thrown.compareAndSet(false, true)) {
            throw new OutOfMemoryError("meant by the test");
          }
          return -1;
        };
    assertDoesNotThrow(() -> new Connection(link, surroundings).run());
    logbook.close();
    assertEquals(
        List.of(
            "ERROR A fault of Heddle ends the connection of a client at test:"
                + " java.lang.OutOfMemoryError: meant by the test"),
        log.lines);
  }

  /** Fails where it is told to. */
  private record Method(boolean atOnce, Throwable any) implements AuthenticationMethod {
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
        throw ThrownTest.<RuntimeException>thrown(any);
      }
      return data -> {
        throw ThrownTest.<RuntimeException>thrown(any);
      };
    }
  }
}

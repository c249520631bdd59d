package io.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.Broker;
import io.heddle.codec.Packet;
import io.heddle.examples.SmallClient;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Version;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The extension, used by its own tests: who gets which broker, and when. */
@HeddleBroker
@Execution(ExecutionMode.CONCURRENT)
class HeddleBrokerTest {
  private static Broker ofTheClass;

  @BeforeAll
  static void theClassHasOne(Broker broker) {
    ofTheClass = broker;
  }

  @Test
  void everyTestOfTheClassGetsIt(Broker broker, URI uri, @BrokerPort int port) {
    assertSame(ofTheClass, broker);
    assertEquals(broker.endpoints().getFirst(), uri);
    assertEquals(uri.getPort(), port);
    assertEquals("127.0.0.1", uri.getHost());
  }

  /** Other resolvers' numbers are left alone. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void parametersOfOthersStayTheirs(int number, @BrokerPort int port) {
    assertNotEquals(number, port);
  }

  @Test
  @HeddleBroker(settings = {"subscribe.deny = secret", " sys.interval=1h"})
  void aMethodHasItsOwn(Broker broker, URI uri) throws Exception {
    assertNotSame(ofTheClass, broker);
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    try (SmallClient client =
        new SmallClient(socket, Packet.Connect.of(Version.MQTT_5_0, "client"))) {
      client.subscribe("open", Qos.AT_LEAST_ONCE);
      assertThrows(Exception.class, () -> client.subscribe("secret", Qos.AT_LEAST_ONCE));
      client.publish("open", "hello", Qos.AT_LEAST_ONCE);
      assertEquals("hello", client.receive().payload().text());
      assertEquals(1, broker.connectedClients());
    }
  }

  @Nested
  class Inside {
    @Test
    void theOneAroundItIsUsed(Broker broker) {
      assertSame(ofTheClass, broker);
    }
  }

  @Nested
  @HeddleBroker
  class InsideWithItsOwn {
    @Test
    void theNearestIsUsed(Broker broker) {
      assertNotSame(ofTheClass, broker);
    }
  }

  @HeddleBroker(settings = "listener.tcp.port=0")
  @Retention(RetentionPolicy.RUNTIME)
  @interface OurBroker {}

  @Nested
  @OurBroker
  class ByAnAnnotationOnAnAnnotation {
    @Test
    void isFound(Broker broker) {
      assertNotSame(ofTheClass, broker);
    }
  }

  @Nested
  @HeddleBroker(perTest = true)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class EachTestItsOwn {
    private final Set<Broker> seen = ConcurrentHashMap.newKeySet();
    private Broker prepared;

    @BeforeEach
    void prepare(Broker broker) {
      prepared = broker;
    }

    @RepeatedTest(3)
    @Execution(ExecutionMode.SAME_THREAD)
    void isFresh(Broker broker) {
      assertSame(prepared, broker);
      assertEquals(true, seen.add(broker));
    }

    @AfterAll
    void allWereDifferent() {
      assertEquals(3, seen.size());
    }
  }

  @Nested
  @HeddleBroker
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OneInstanceForAll {
    private final Broker early;

    OneInstanceForAll(Broker broker) {
      early = broker;
    }

    @Test
    void theConstructorGetsTheSame(Broker broker) {
      assertSame(early, broker);
    }
  }
}

package io.heddle.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of environment variables. */
class EnvironmentTest {
  @ParameterizedTest
  @CsvSource({
    "HEDDLE_LISTENER_TCP_PORT, listener.tcp.port",
    "HEDDLE_QUEUE_BLOCK__TIMEOUT, queue.block-timeout",
    "HEDDLE_LISTENER_IN__HOUSE_ADDRESS, listener.in-house.address",
    "HEDDLE_LIMITS_CLIENT__ID__LENGTH__31, limits.client-id-length-31"
  })
  void keysAndVariables(String variable, String key) {
    assertEquals(key, Environment.key(variable));
    assertEquals(variable, Environment.variable(key));
  }

  @Test
  void everyKeyHasItsVariable() {
    for (Setting<?> row : Table.all()) {
      String key = row.of("in-house").key();
      assertEquals(key, Environment.key(Environment.variable(key)));
    }
  }

  @Test
  void variablesOfOthers() {
    assertFalse(Environment.isSetting("PATH", "/bin"));
    assertFalse(Environment.isSetting("heddle_queue_qos0", "x"));
    assertTrue(Environment.isSetting("HEDDLE_QUEUE_QOS0", "x"));
    for (String name : Environment.OF_THE_PROCESS) {
      assertFalse(Environment.isSetting(name, "x"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HEDDLE_SERVICE_HOST, 10.0.0.1",
    "HEDDLE_SERVICE_PORT, 1883",
    "HEDDLE_SERVICE_PORT_MQTT, 1883",
    "HEDDLE_PORT, tcp://10.0.0.1:1883",
    "HEDDLE_PORT_1883_TCP, tcp://10.0.0.1:1883",
    "HEDDLE_PORT_1883_TCP_PROTO, tcp",
    "HEDDLE_PORT_1883_TCP_PORT, 1883",
    "HEDDLE_PORT_1883_TCP_ADDR, 10.0.0.1",
    "HEDDLE_ADMIN_PORT, tcp://10.0.0.1:8081",
    "HEDDLE_ADMIN_PORT_8081_TCP_PORT, 8081"
  })
  void variablesOfKubernetesAreNobodysMistake(String name, String value) {
    assertFalse(Environment.isSetting(name, value));
  }

  @Test
  void portsAreStillSettings() {
    assertTrue(Environment.isSetting("HEDDLE_ADMIN_PORT", "8081"));
    assertTrue(Environment.isSetting("HEDDLE_LISTENER_TCP_PORT", "1883"));
    assertTrue(Environment.isSetting("HEDDLE_PORT", "1883"));
  }
}

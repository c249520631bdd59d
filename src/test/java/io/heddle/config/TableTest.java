package io.heddle.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table agrees with itself. */
class TableTest {
  @Test
  void everyRowIsWellFormed() {
    Set<String> keys = new HashSet<>();
    for (Setting<?> row : Table.all()) {
      String key = row.of("tcp").key();
      assertTrue(keys.add(key), key);
      assertTrue(key.matches("[a-z]+(-[a-z]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)*"), key);
      assertTrue(row.help().endsWith("."), key);
      assertEquals("", row.problem(row.usual()), key);
      assertEquals(row.of("tcp"), Table.find(key));
    }
  }

  @Test
  void everyRowHasItsGroup() {
    List<Setting<?>> grouped =
        Table.GROUPS.stream().<Setting<?>>flatMap(group -> group.settings().stream()).toList();
    assertEquals(new HashSet<>(Table.all()), new HashSet<>(grouped));
    assertEquals(Table.all().size(), grouped.size());
  }

  @ParameterizedTest
  @CsvSource({
    "queue.mesages, queue.messages",
    "QUEUE.MESSAGES, queue.messages",
    "queue.message, queue.messages",
    "mqtt.max_qos, mqtt.maximum-qos",
    "listener.tcp.adress, listener.tcp.address",
    "listener.x.transprot, listener.x.transport",
    "sys_interval, sys.interval",
    "data.dir, data.directory"
  })
  void nearest(String unknown, String key) {
    assertEquals(key, Table.nearest(unknown));
  }

  @ParameterizedTest
  @CsvSource({
    "abc, abc, 0",
    "abc, ABC, 0",
    "abc, acb, 1",
    "abc, ab, 1",
    "abc, abcd, 1",
    "abc, axc, 1",
    "'', abc, 3",
    "kitten, sitting, 3"
  })
  void editDistance(String a, String b, int distance) {
    assertEquals(distance, EditDistance.between(a, b));
    assertEquals(distance, EditDistance.between(b, a));
  }
}

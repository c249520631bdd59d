package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import org.junit.jupiter.api.Test;

/** The aliases that a client sets. */
class TopicAliasesTest {
  private static final TopicName A = TopicName.of("a");
  private static final TopicName B = TopicName.of("b");

  private static ReasonCode refused(TopicAliases aliases, int alias, TopicName name) {
    return assertThrows(Farewell.class, () -> aliases.resolve(alias, name)).reason();
  }

  @Test
  void setUsedAndSetAnew() throws Exception {
    TopicAliases aliases = new TopicAliases(10);
    assertEquals(A, aliases.resolve(10, A));
    assertEquals(A, aliases.resolve(10, null));
    assertEquals(B, aliases.resolve(1, B));
    assertEquals(B, aliases.resolve(10, B));
    assertEquals(B, aliases.resolve(10, null));
  }

  @Test
  void everyOneUpToTheMaximum() throws Exception {
    TopicAliases aliases = new TopicAliases(65_535);
    for (int alias = 1; alias <= 65_535; alias++) {
      aliases.resolve(alias, TopicName.of("t" + alias));
    }
    for (int alias = 1; alias <= 65_535; alias++) {
      assertEquals("t" + alias, aliases.resolve(alias, null).value());
    }
  }

  @Test
  void whatIsOutOfRangeOrWasNeverSetEndsTheConnection() {
    TopicAliases aliases = new TopicAliases(10);
    assertEquals(ReasonCode.TOPIC_ALIAS_INVALID, refused(aliases, 0, A));
    assertEquals(ReasonCode.TOPIC_ALIAS_INVALID, refused(aliases, 11, A));
    assertEquals(ReasonCode.PROTOCOL_ERROR, refused(aliases, 10, null));
    assertEquals(ReasonCode.TOPIC_ALIAS_INVALID, refused(new TopicAliases(0), 1, A));
  }
}

package io.heddle.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.api.Peer;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Rules that are replaced while a client is asked about. */
class LiveAclTest {
  private static final TopicName TOPIC = TopicName.of("a/b");

  private final AtomicReference<Acl> latest = new AtomicReference<>(acl("allow all"));
  private final Client client =
      new Client("c", "alice", Set.of(), new Peer("tcp", null, List.of()));
  private final LiveAcl live = new LiveAcl(latest::get);
  private final ClientAuthorizer ours = live.of(client);

  private static Acl acl(String... lines) {
    try {
      byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      return new Acl(AclFile.parse("f", text));
    } catch (AclException e) {
      throw new AssertionError(e);
    }
  }

  private static Class<?> kind(Access access) {
    return access.getClass();
  }

  @Test
  void theNextQuestionIsAnsweredByTheNewRules() {
    Action publish = new Action.Publish(TOPIC, Qos.AT_MOST_ONCE, false);
    assertInstanceOf(Access.Allowed.class, ours.decide(publish));
    assertInstanceOf(Access.Allowed.class, ours.mayReceive(TOPIC));
    latest.set(acl("deny user alice publish a/#", "deny user alice subscribe a/b"));
    assertInstanceOf(Access.Denied.class, ours.decide(publish));
    assertInstanceOf(Access.Denied.class, ours.mayReceive(TOPIC));
    assertInstanceOf(Access.NoOpinion.class, ours.mayReceive(TopicName.of("a/c")));
    latest.set(acl("allow all"));
    assertInstanceOf(Access.Allowed.class, ours.mayReceive(TOPIC));
  }

  @Test
  void theSameTopicIsAnsweredFromMemory() {
    Access first = ours.mayReceive(TOPIC);
    assertSame(first, ours.mayReceive(TOPIC));
    assertEquals(kind(first), kind(ours.mayReceive(TopicName.of("a/b"))));
  }

  @Test
  void withoutAClientsOwnRulesItAnswersTheSame() {
    assertInstanceOf(Access.Allowed.class, live.mayReceive(client, TOPIC));
    assertInstanceOf(Access.NoOpinion.class, live.decide(client, new Action.Connect()));
  }
}

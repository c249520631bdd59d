package io.heddle.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Client;
import io.heddle.api.Peer;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.Verdict;
import io.heddle.broker.HookClockwork;
import io.heddle.broker.Machines;
import io.heddle.broker.SystemThreads;
import io.heddle.broker.SystemTimer;
import io.heddle.hook.Hooks.Place;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom a message does not concern is not asked about it. */
@Timeout(30)
class ConcernedTest {
  private static final Client CLIENT =
      new Client("c", null, Set.of(), new Peer("tcp", null, List.of()));
  private static final Message MESSAGE =
      Message.of(TopicName.of("a"), Bytes.utf8("1"), Qos.AT_MOST_ONCE);

  @AutoClose private final SystemTimer timer = new SystemTimer(new SystemThreads());
  private final Hooks hooks = new Hooks();
  private final Interceptors interceptors =
      new Interceptors(
          hooks, new HookOptions(Duration.ofSeconds(5)), new HookClockwork(Machines.of(timer)));
  private final List<String> asked = new ArrayList<>();

  /** Has something to say about one topic, and makes another of it. */
  private PublishInterceptor concerned(String topic, String made) {
    return new PublishInterceptor() {
      @Override
      public Verdict<Message> onPublish(Client client, Message message) {
        asked.add(topic);
        return Verdict.change(message.to(TopicName.of(made)));
      }

      @Override
      public boolean concerns(Client client, TopicName named) {
        return named.value().equals(topic);
      }
    };
  }

  @Test
  void onlyThoseAreAskedWhomItConcerns() {
    hooks.add("one", Place.EMBEDDER, concerned("b", "c"));
    hooks.add("two", Place.EMBEDDER, concerned("a", "b"));
    hooks.add("three", Place.EMBEDDER, concerned("a", "d"));
    hooks.add("four", Place.EMBEDDER, concerned("b", "e"));
    assertTrue(interceptors.askAbout(CLIENT, TopicName.of("a")));
    assertFalse(interceptors.askAbout(CLIENT, TopicName.of("e")));
    Verdict.Change<?> change =
        assertInstanceOf(Verdict.Change.class, interceptors.publish(CLIENT, MESSAGE));
    assertEquals("e", ((Message) change.to()).topic().value());
    assertEquals(List.of("a", "b"), asked, "each about what the topic is by then");
    assertEquals(
        List.of("four 1", "one 0", "three 0", "two 1"),
        interceptors.figures().stream().map(each -> each.name() + " " + each.calls()).toList());
  }

  @Test
  void whoFailsToSayWhomItConcernsIsAsked() {
    hooks.add(
        "fails",
        Place.EMBEDDER,
        new PublishInterceptor() {
          @Override
          public Verdict<Message> onPublish(Client client, Message message) {
            return Verdict.deny("it was asked");
          }

          @Override
          public boolean concerns(Client client, TopicName topic) {
            throw new IllegalStateException("meant by the test");
          }
        });
    assertInstanceOf(Verdict.Deny.class, interceptors.publish(CLIENT, MESSAGE));
  }
}

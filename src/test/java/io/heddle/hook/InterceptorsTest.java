package io.heddle.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Client;
import io.heddle.api.Peer;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.Statistics;
import io.heddle.api.Verdict;
import io.heddle.broker.HookClockwork;
import io.heddle.broker.Machines;
import io.heddle.broker.SystemThreads;
import io.heddle.broker.SystemTimer;
import io.heddle.hook.Hooks.Place;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InterceptorsTest {
  private static final Client CLIENT =
      new Client("c", null, Set.of(), new Peer("tcp", null, List.of()));

  private final SystemTimer timer = new SystemTimer(new SystemThreads());
  private final Hooks hooks = new Hooks();
  private final Interceptors interceptors =
      new Interceptors(
          hooks, new HookOptions(Duration.ofMillis(50)), new HookClockwork(Machines.of(timer)));
  private final List<String> asked = new ArrayList<>();

  @AfterEach
  void stop() {
    timer.close();
  }

  private static Message message(String payload) {
    return Message.of(TopicName.of("a"), Bytes.utf8(payload), Qos.AT_MOST_ONCE);
  }

  private void add(Place place, String name, PublishInterceptor interceptor) {
    hooks.add(
        name,
        place,
        (PublishInterceptor)
            (client, message) -> {
              asked.add(name + message.payload().text());
              return interceptor.onPublish(client, message);
            });
  }

  private Verdict<Message> publish() {
    return interceptors.publish(CLIENT, message("1"));
  }

  private Statistics.HookCalls figures() {
    assertEquals(1, interceptors.figures().size());
    return interceptors.figures().getFirst();
  }

  @Test
  void nobodyIsAskedWhereNobodyIs() {
    assertFalse(interceptors.ask(Kind.PUBLISH));
    assertInstanceOf(Verdict.Allow.class, publish());
    assertEquals(List.of(), interceptors.figures());
  }

  @Test
  void theyAreAskedInTheirOrderAndShownWhatTheMessageHasBecome() {
    add(Place.EXTENSION, "c", (client, message) -> Verdict.change(message("3")));
    add(Place.EMBEDDER, "a", (client, message) -> Verdict.change(message("2")));
    add(Place.EMBEDDER, "b", (client, message) -> Verdict.allow());
    Verdict.Change<?> change = assertInstanceOf(Verdict.Change.class, publish());
    assertEquals("3", ((Message) change.to()).payload().text());
    assertEquals(List.of("a1", "b2", "c2"), asked);
  }

  @Test
  void nobodyIsAskedAfterASettledAnswer() {
    add(Place.EMBEDDER, "a", (client, message) -> Verdict.change(message("2")));
    add(Place.EMBEDDER, "b", (client, message) -> new Verdict.Allow<>(true));
    add(Place.EMBEDDER, "c", (client, message) -> Verdict.deny("never asked"));
    Verdict.Change<?> change = assertInstanceOf(Verdict.Change.class, publish());
    assertEquals("2", ((Message) change.to()).payload().text());
    assertEquals(List.of("a1", "b2"), asked);
  }

  @Test
  void nobodyIsAskedAfterADenialOrADrop() {
    Verdict<Message> drop = Verdict.drop("no");
    add(Place.EMBEDDER, "a", (client, message) -> drop);
    add(Place.EMBEDDER, "b", (client, message) -> Verdict.allow());
    assertSame(drop, publish());
    Verdict<Message> denial = Verdict.deny("no");
    add(Place.FIRST, "z", (client, message) -> denial);
    assertSame(denial, publish());
    assertEquals(List.of("a1", "z1"), asked);
  }

  @Test
  void oneThatIsTakenAwayIsAskedNoMore() {
    PublishInterceptor never = (client, message) -> Verdict.deny("no");
    Hooks.Registered registered = hooks.add("a", Place.EMBEDDER, never);
    assertTrue(interceptors.ask(Kind.PUBLISH));
    hooks.remove(registered);
    assertFalse(interceptors.ask(Kind.PUBLISH));
    assertInstanceOf(Verdict.Allow.class, publish());
  }

  @Test
  void anExceptionDeniesAndIsCounted() {
    add(
        Place.EMBEDDER,
        "a",
        (client, message) -> {
          throw new IllegalStateException("on purpose");
        });
    add(Place.EMBEDDER, "b", (client, message) -> Verdict.allow());
    denied();
    assertEquals(List.of("a1"), asked);
    Statistics.HookCalls figures = interceptors.figures().getFirst();
    assertEquals("a", figures.name());
    assertEquals("publish", figures.kind());
    assertEquals(1, figures.calls());
    assertEquals(1, figures.exceptions());
    assertEquals(0, figures.timeouts() + figures.unanswered());
  }

  @Test
  void anErrorDeniesToo() {
    add(
        Place.EMBEDDER,
        "a",
        (client, message) -> {
          throw new NoClassDefFoundError("on purpose");
        });
    denied();
    assertEquals(1, figures().exceptions());
  }

  @Test
  @SuppressWarnings("NullAway") // what the API forbids
  void noAnswerDenies() {
    add(Place.EMBEDDER, "a", (client, message) -> null);
    denied();
    assertEquals(1, figures().unanswered());
  }

  @Test
  @SuppressWarnings("NullAway") // what the API forbids
  void aChangeToNothingDenies() {
    add(Place.EMBEDDER, "a", (client, message) -> Verdict.change(null));
    denied();
    assertEquals(1, figures().unanswered());
  }

  private void denied() {
    Verdict.Deny<?> denial = assertInstanceOf(Verdict.Deny.class, publish());
    assertEquals(ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, denial.reason());
  }

  @Test
  void oneThatWaitsForEverIsInterruptedAndHasDenied() {
    add(
        Place.EMBEDDER,
        "a",
        (client, message) -> {
          new CountDownLatch(1).await();
          return Verdict.allow();
        });
    denied();
    assertFalse(Thread.interrupted(), "the interrupt has leaked");
    assertEquals(1, figures().timeouts());
    assertEquals(0, figures().exceptions());
    assertTrue(figures().seconds() >= 0.05, figures()::toString);
  }

  @Test
  void oneThatSwallowsTheInterruptIsInterruptedAgainAndItsAnswerIsLate() {
    add(
        Place.EMBEDDER,
        "a",
        (client, message) -> {
          for (int i = 0; i < 2; i++) {
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException swallowed) {
              continue;
            }
          }
          Thread.currentThread().interrupt();
          return Verdict.allow();
        });
    denied();
    assertFalse(Thread.interrupted(), "the interrupt has leaked");
    assertEquals(1, figures().timeouts());
  }

  @Test
  void anInterruptOfBeforeIsNotForgottenAndNotShown() {
    List<Boolean> seen = new ArrayList<>();
    add(
        Place.EMBEDDER,
        "a",
        (client, message) -> {
          seen.add(Thread.currentThread().isInterrupted());
          return Verdict.allow();
        });
    Thread.currentThread().interrupt();
    publish();
    assertTrue(Thread.interrupted());
    assertEquals(List.of(false), seen);
  }

  /** An interceptor of messages that says whether it may wait, or cannot say. */
  private record Quick(Supplier<Boolean> may) implements PublishInterceptor {
    @Override
    public Verdict<Message> onPublish(Client client, Message message) {
      return Verdict.allow();
    }

    @Override
    public boolean waits() {
      return may.get();
    }
  }

  @Test
  void whoMayWaitIsAskedAloneAndOthersAreNot() {
    assertFalse(interceptors.mayWaitOverMessages());
    hooks.add("quick", Place.EMBEDDER, new Quick(() -> false));
    assertFalse(interceptors.mayWaitOverMessages());
    Hooks.Registered usual =
        hooks.add(
            "usual", Place.EMBEDDER, (PublishInterceptor) (client, message) -> Verdict.allow());
    assertTrue(interceptors.mayWaitOverMessages());
    hooks.remove(usual);
    assertFalse(interceptors.mayWaitOverMessages());
    hooks.add(
        "broken",
        Place.EMBEDDER,
        new Quick(() -> {
          throw new NoClassDefFoundError("of the test");
        }));
    assertTrue(interceptors.mayWaitOverMessages());
  }

  @Test
  void whoCannotSayWhatConcernsItIsAsked() {
    hooks.add(
        "broken",
        Place.EMBEDDER,
        new PublishInterceptor() {
          @Override
          public Verdict<Message> onPublish(Client client, Message message) {
            return Verdict.allow();
          }

          @Override
          public boolean concerns(Client client, TopicName topic) {
            throw new NoClassDefFoundError("of the test");
          }
        });
    assertTrue(interceptors.askAbout(CLIENT, TopicName.of("a")));
  }
}

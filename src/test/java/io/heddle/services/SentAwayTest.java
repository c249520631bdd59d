package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Heddle;
import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authorizer;
import io.heddle.api.Ban;
import io.heddle.api.ClientInfo;
import io.heddle.api.Observer;
import io.heddle.api.Peer;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.SubscribeInterceptor;
import io.heddle.api.UnsubscribeInterceptor;
import io.heddle.api.Verdict;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicFilter;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that is sent away does nothing more of what it has asked for already. */
@Timeout(60)
class SentAwayTest {
  @AutoClose private final Several brokers = new Several();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<ReasonCode> gone = new CopyOnWriteArrayList<>();
  private volatile Runnable sendAway = () -> {};
  private volatile Verdict<Message> verdict = Verdict.allow();

  /** Sends the client away while it is asked about the message "away". */
  private void asked(String clientId, String payload) {
    if (clientId.equals("one")) {
      asked.add(payload);
      if (payload.equals("away")) {
        sendAway.run();
      }
    }
  }

  private final PublishInterceptor interceptor =
      (client, message) -> {
        asked(client.clientId(), message.payload().text());
        return client.clientId().equals("one") ? verdict : Verdict.allow();
      };

  private final Authorizer authorizer =
      (client, action) -> {
        if (action instanceof Action.Publish publish) {
          asked(client.clientId(), publish.topic().value());
        }
        return Access.NO_OPINION;
      };

  private final Observer observer =
      new Observer() {
        @Override
        public void disconnected(
            Peer peer, @Nullable ClientInfo client, ReasonCode reason, String words) {
          gone.add(reason);
        }
      };

  private Running running;

  private void start(Consumer<Heddle.Builder> hooks, String... settings) {
    running = brokers.start(builder -> hooks.accept(builder.hook("observer", observer)), settings);
  }

  private void kick() {
    running.services().clients().disconnect("one", ReasonCode.ADMINISTRATIVE_ACTION, "go");
  }

  private Client watcher() {
    Client watcher = running.connect(Login.v5("watcher"));
    watcher.subscribe("#", Qos.AT_MOST_ONCE);
    return watcher;
  }

  /** Three messages in one batch, of which the second sends it away. */
  private Client publishes(Login login) {
    Client one = running.connect(login);
    one.send(
        Packets.publish("before", "before", Qos.AT_MOST_ONCE, 0),
        Packets.publish("away", "away", Qos.AT_MOST_ONCE, 0),
        Packets.publish("after", "after", Qos.AT_MOST_ONCE, 0));
    return one;
  }

  private void onlyTheFirstArrives(Client watcher, ReasonCode reason) {
    watcher.expectPublish("before", "before");
    Running.await(() -> gone.contains(reason));
    watcher.publish("last", "last", Qos.AT_MOST_ONCE);
    watcher.expectPublish("last", "last");
    assertEquals(List.of("before", "away"), asked);
  }

  @Test
  void whoIsKickedWhileAHookIsAsked() {
    start(builder -> builder.hook("test", interceptor));
    sendAway = this::kick;
    Client watcher = watcher();
    Client one = publishes(Login.v5("one"));
    one.expectDisconnect(ReasonCode.ADMINISTRATIVE_ACTION);
    onlyTheFirstArrives(watcher, ReasonCode.ADMINISTRATIVE_ACTION);
  }

  @Test
  void whoIsKickedWhileAnAuthorizerIsAsked() {
    start(builder -> builder.authorizer(authorizer), "acl.default", "allow");
    sendAway = this::kick;
    Client watcher = watcher();
    Client one = publishes(Login.v5("one"));
    one.expectDisconnect(ReasonCode.ADMINISTRATIVE_ACTION);
    onlyTheFirstArrives(watcher, ReasonCode.ADMINISTRATIVE_ACTION);
  }

  @Test
  void whoIsBanned() {
    start(builder -> builder.hook("test", interceptor));
    sendAway =
        () -> running.broker().bans().add(new Ban(new Ban.Target.ClientId("one"), null, "go"));
    Client watcher = watcher();
    Client one = publishes(Login.v5("one"));
    one.expectDisconnect(ReasonCode.ADMINISTRATIVE_ACTION);
    onlyTheFirstArrives(watcher, ReasonCode.ADMINISTRATIVE_ACTION);
  }

  @Test
  void whoIsDisplaced() {
    start(builder -> builder.hook("test", interceptor));
    Login login = Login.v5("one").resume().sessionExpiry(100);
    sendAway = () -> running.connect(login).disconnect();
    Client watcher = watcher();
    Client one = publishes(login);
    one.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
    onlyTheFirstArrives(watcher, ReasonCode.SESSION_TAKEN_OVER);
  }

  /** Nobody routes what is denied: it is the next message that finds the end. */
  @Test
  void nobodyIsAskedAboutTheNextMessage() {
    start(builder -> builder.hook("test", interceptor));
    sendAway =
        () -> {
          kick();
          verdict = Verdict.deny("no");
        };
    Client watcher = watcher();
    publishes(Login.v5("one"));
    onlyTheFirstArrives(watcher, ReasonCode.ADMINISTRATIVE_ACTION);
  }

  private boolean sentAwayBy(String clientId, TopicFilter filter) {
    boolean asked = clientId.equals("one") && filter.value().equals("away");
    if (asked) {
      sendAway.run();
    }
    return asked;
  }

  private final SubscribeInterceptor subscribing =
      (client, wanted) -> {
        sentAwayBy(client.clientId(), wanted.filter());
        return Verdict.allow();
      };

  private final UnsubscribeInterceptor unsubscribing =
      (client, filter) -> {
        sentAwayBy(client.clientId(), filter);
        return Verdict.allow();
      };

  private final Authorizer ofSubscriptions =
      (client, action) ->
          action instanceof Action.Subscribe wanted
                  && sentAwayBy(client.clientId(), wanted.filter())
              ? new Access.Allowed(Qos.EXACTLY_ONCE, "by the test")
              : Access.NO_OPINION;

  private void subscribesNothing() {
    sendAway = this::kick;
    Client one = running.lasting("one");
    one.send(Packets.subscribe(1, Packets.to("away", Qos.AT_LEAST_ONCE)));
    one.expectDisconnect(ReasonCode.ADMINISTRATIVE_ACTION);
    Running.await(() -> gone.contains(ReasonCode.ADMINISTRATIVE_ACTION));
    assertEquals(0, running.services().subscriptions().of("one").size());
  }

  @Test
  void whoIsKickedWhileAHookIsAskedSubscribesNothing() {
    start(builder -> builder.hook("test", subscribing));
    subscribesNothing();
  }

  @Test
  void whoIsKickedWhileAnAuthorizerIsAskedSubscribesNothing() {
    start(builder -> builder.authorizer(ofSubscriptions), "acl.default", "allow");
    subscribesNothing();
  }

  @Test
  void whoIsKickedWhileAHookIsAskedUnsubscribesNothing() {
    start(builder -> builder.hook("test", unsubscribing));
    sendAway = this::kick;
    Client one = running.lasting("one");
    one.subscribe("away", Qos.AT_LEAST_ONCE);
    one.send(Packets.unsubscribe(1, "away"));
    one.expectDisconnect(ReasonCode.ADMINISTRATIVE_ACTION);
    Running.await(() -> gone.contains(ReasonCode.ADMINISTRATIVE_ACTION));
    assertEquals(1, running.services().subscriptions().of("one").size());
  }
}

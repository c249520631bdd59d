package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.LocalClient;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Automatic subscriptions, as clients see them. */
@Timeout(60)
class AutoSubscribeTest {
  private static final Qos QOS_1 = Qos.AT_LEAST_ONCE;

  @AutoClose private final Several brokers = new Several();

  private Running start(String... settings) {
    return brokers.start(builder -> {}, settings);
  }

  private static List<String> of(Running running, String clientId) {
    return running.services().subscriptions().of(clientId).stream()
        .map(s -> s.filter() + " " + s.qos().value())
        .sorted()
        .toList();
  }

  @Test
  void everyClientIsSubscribedWhenItIsTakenIn() {
    Running running = start("auto-subscribe.x.filter", "cmd/%c/#", "auto-subscribe.x.qos", "1");
    running.services().messages().publish(Running.message("cmd/one/kept", "0", QOS_1, true));
    Client one = running.connect(Login.v5("one"));
    one.receive("cmd/one/kept", QOS_1, "0");
    Client two = running.connect(Login.v311("two"));
    two.publish("cmd/one/a", "1", QOS_1);
    one.receive("cmd/one/a", QOS_1, "1");
    assertEquals(List.of("cmd/one/# 1"), of(running, "one"));
    assertEquals(List.of("cmd/two/# 1"), of(running, "two"));
  }

  @Test
  void aSessionThatHasItKeepsItAndGetsNothingTwice() {
    Running running = start("auto-subscribe.x.filter", "cmd");
    running.services().messages().publish(Running.message("cmd", "0", QOS_1, true));
    Client one = running.lasting("one");
    one.receive("cmd", Qos.AT_MOST_ONCE, "0");
    one.subscribe(new Subscription[] {Running.to("cmd", QOS_1)});
    one.receive("cmd", QOS_1, "0");
    one.fence();
    one.disconnect();
    Running.await(() -> running.services().clients().count() == 0);
    Client again = running.connect(Login.v5("one").resume().sessionExpiry(3600));
    assertEquals(List.of("cmd 1"), of(running, "one"));
    again.fence();
    again.unsubscribe("cmd");
    again.disconnect();
    Running.await(() -> running.services().clients().count() == 0);
    Client third = running.connect(Login.v5("one").resume().sessionExpiry(3600));
    third.receive("cmd", Qos.AT_MOST_ONCE, "0");
  }

  @Test
  void theOptionsAreThoseOfASubscription() {
    Running running =
        start(
            "auto-subscribe.x.filter",
            "a",
            "auto-subscribe.x.no-local",
            "true",
            "auto-subscribe.x.retain-handling",
            "2",
            "auto-subscribe.x.retain-as-published",
            "true");
    running.services().messages().publish(Running.message("a", "0", QOS_1, true));
    Client one = running.connect(Login.v5("one"));
    one.publish("a", "1", QOS_1);
    running.services().messages().publish(Running.message("a", "2", QOS_1, true));
    assertEquals(true, one.expectPublish("a", "2").retain());
  }

  @Test
  void whoMayNotIsNotSubscribed() {
    Running running =
        brokers.start(
            builder ->
                builder.authorizer((client, action) ->
                    switch (action) {
                      case Action.Subscribe wish when wish.filter().value().equals("no") ->
                          new Access.Denied("not this one");
                      case Action.Subscribe wish -> new Access.Allowed(QOS_1, "not more");
                      default -> Access.NO_OPINION;
                    }),
            "auto-subscribe.a.filter",
            "no",
            "auto-subscribe.b.filter",
            "yes",
            "auto-subscribe.b.qos",
            "2",
            "auto-subscribe.c.filter",
            "user/%u",
            "auto-subscribe.d.filter",
            "$share/g/yes");
    running.connect(Login.v5("one"));
    assertEquals(List.of("$share/g/yes 0", "yes 1"), of(running, "one"));
  }

  @Test
  void theMountPointIsPutInFront() {
    Running running =
        start("listener.tcp.mount-point", "tenants/a/", "auto-subscribe.x.filter", "cmd/%c");
    Client one = running.connect(Login.v5("one"));
    assertEquals(List.of("tenants/a/cmd/one 0"), of(running, "one"));
    one.publish("cmd/one", "1", QOS_1);
    one.receive("cmd/one", Qos.AT_MOST_ONCE, "1");
  }

  @Test
  void clientsCanBeAskedFor() {
    Running running =
        brokers.start(
            builder ->
                builder.authorizer((client, action) ->
                    action instanceof Action.Subscribe
                        ? new Access.Denied("none")
                        : Access.NO_OPINION),
            "acl.default",
            "allow",
            "mqtt.maximum-qos",
            "1");
    running.connect(Login.v5("one"));
    var clients = running.services().clients();
    Running.await(() -> clients.find("one").isPresent());
    var one = clients.find("one").orElseThrow().client();
    var subscribe = new Action.Subscribe(Running.to("a", QOS_1).filter(), QOS_1, null);
    assertEquals(new Access.Denied("none"), clients.access(one, subscribe).orElseThrow());
    var topic = io.heddle.mqtt.TopicName.of("a");
    assertEquals(
        Access.Allowed.class,
        clients.access(one, new Action.Publish(topic, QOS_1, true)).orElseThrow().getClass());
    assertEquals(
        Access.Denied.class,
        clients
            .access(one, new Action.Publish(topic, Qos.EXACTLY_ONCE, true))
            .orElseThrow()
            .getClass());
    assertEquals("", clients.mountPoint(one).orElseThrow());
    running.connect(Login.v5("one"));
    Running.await(() -> clients.find("one").filter(now -> !now.client().equals(one)).isPresent());
    assertEquals(true, clients.access(one, subscribe).isEmpty());
    assertEquals(true, clients.mountPoint(one).isEmpty());
    clients.disconnect("one", ReasonCode.ADMINISTRATIVE_ACTION, "enough");
  }

  @Test
  void aClientInTheProgramSubscribesToWhatItWants() {
    Running running = start("auto-subscribe.x.filter", "cmd/%c/#");
    LocalClient own = running.broker().client("own");
    running.connect(Login.v5("one"));
    assertEquals(List.of("cmd/one/# 0"), of(running, "one"));
    assertEquals(List.of(), of(running, "own"));
    own.close();
  }
}

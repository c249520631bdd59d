package io.heddle.admin.rest;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.spec.Client;
import io.heddle.spec.Login;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A dry run sees what hooks that only answer would make of it, and leaves all as it was. */
@Timeout(60)
class DryRunTest extends Whys {
  @Test
  void whatIsRewrittenIsExplainedAsItIsThen() {
    start("rewrite.old.filter", "old/+", "rewrite.old.to", "new/{1}");
    connect(Login.v5("r")).subscribe("new/1", AT_LEAST_ONCE);
    connect(Login.v5("p"));
    JsonObject answer = explain("publish?client=p&topic=old/1");
    assertSays(answer, "delivered", "goes to \"new/1\"");
    assertEquals("new/1", answer.getString("topic"));
    assertSays(
        explain("publish?client=q&topic=old/1"), "no-subscribers", "not asked here: \"rewrite\"");
    assertSays(explain("subscribe?client=p&filter=old/2"), "granted", "subscribes to \"new/2\"");
    assertEquals(
        0,
        asking.broker().services().statistics().hooks().stream()
            .filter(h -> h.kind().equals("publish"))
            .mapToLong(h -> h.calls())
            .sum());
  }

  /** Everything is as before, however much was asked. */
  @Test
  void nothingHappens() {
    start("queue.messages", "1");
    away("r", "x");
    connect(Login.v5("s")).subscribe("x", AT_LEAST_ONCE);
    Client p = connect(Login.v5("p"));
    p.publish("x", "1", AT_LEAST_ONCE);
    String before = state();
    for (String qos : List.of("0", "1", "2")) {
      explain("publish?client=p&retain=true&topic=x&qos=" + qos);
      explain("publish?client=new&topic=x&qos=" + qos);
      explain("subscribe?client=p&filter=x&qos=" + qos);
      explain("subscribe?client=new&filter=x&qos=" + qos);
      explain("connect?client=p");
      explain("connect?client=new");
    }
    assertEquals(before, state());
  }

  private String state() {
    return asking.get("/api/v1/sessions").text()
        + asking.get("/api/v1/subscriptions").text()
        + asking.get("/api/v1/retained?filter=x").text()
        + asking.get("/api/v1/drops").text()
        + asking.get("/api/v1/statistics").object().getJsonObject("messagesDropped");
  }
}

package io.heddle.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.builtin.AutoSubscription;
import io.heddle.builtin.DelayedOptions;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.RetainHandling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Delayed messages, rules that rewrite and automatic subscriptions, and mistakes about them. */
class FeatureSettingsTest {
  private static List<String> errors(String... settings) {
    return assertThrows(ConfigurationException.class, () -> of(settings)).errors();
  }

  private static Configuration of(String... settings) throws ConfigurationException {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return Configuration.of(map);
  }

  @Test
  void nothingIsThereUnlessSomebodyWantsIt() throws ConfigurationException {
    Configuration configuration = of();
    assertNull(configuration.delayed());
    assertEquals(List.of(), configuration.rewriting());
    assertEquals(List.of(), configuration.autoSubscriptions());
  }

  @Test
  void whatIsGivenIsTaken() throws ConfigurationException {
    Configuration configuration =
        of(
            "delayed.enabled",
            "true",
            "delayed.maximum-messages",
            "7",
            "rewrite.x.filter",
            "a/+",
            "rewrite.x.to",
            "b/{1}",
            "auto-subscribe.y.filter",
            "cmd/%c",
            "auto-subscribe.y.qos",
            "2",
            "auto-subscribe.y.retain-handling",
            "1");
    assertEquals(new DelayedOptions(7, 64 << 20, false), configuration.delayed());
    assertEquals(1, configuration.rewriting().size());
    assertEquals(
        List.of(
            new AutoSubscription(
                "cmd/%c", Qos.EXACTLY_ONCE, false, false, RetainHandling.SEND_IF_NEW)),
        configuration.autoSubscriptions());
  }

  @Test
  void eachNameIsShownWithAllItsRows() throws ConfigurationException {
    Configuration configuration =
        of(
            "rewrite.x.filter",
            "a/+",
            "rewrite.x.to",
            "b/{1}",
            "auto-subscribe.y.filter",
            "cmd/%c",
            "auto-subscribe.y.qos",
            "2");
    List<String> shown =
        configuration.effective().stream()
            .map(each -> each.key() + " = " + each.value())
            .filter(each -> each.matches("(rewrite|auto-subscribe)\\..*"))
            .toList();
    assertEquals(
        List.of(
            "rewrite.order = ",
            "rewrite.x.action = all",
            "rewrite.x.filter = a/+",
            "rewrite.x.to = b/{1}",
            "auto-subscribe.y.filter = cmd/%c",
            "auto-subscribe.y.qos = 2",
            "auto-subscribe.y.no-local = false",
            "auto-subscribe.y.retain-as-published = false",
            "auto-subscribe.y.retain-handling = 0"),
        shown);
  }

  @Test
  void aRuleThatIsWrongIsTold() {
    assertEquals(List.of("rewrite.x.to: a rule needs it"), errors("rewrite.x.filter", "a/+"));
    assertEquals(
        List.of("rewrite.x.filter: a rule needs it"), errors("rewrite.x.action", "publish"));
    assertEquals(
        List.of("rewrite.x.to = b/{2}: {2}: the filter has 1 levels +"),
        errors("rewrite.x.filter", "a/+", "rewrite.x.to", "b/{2}"));
    assertEquals(List.of("rewrite.order = y: there is no rule y"), errors("rewrite.order", "y"));
    assertEquals(
        List.of(
            "rewrite.X.to: 'X' cannot name a rule; allowed is lower-case letters and digits with"
                + " single hyphens between them"),
        errors("rewrite.X.to", "b"));
    assertEquals(
        List.of("rewrite.x.filtre: no such key; the nearest is rewrite.x.filter"),
        errors("rewrite.x.filtre", "a"));
  }

  @Test
  void anAutomaticSubscriptionThatIsWrongIsTold() {
    assertEquals(
        List.of("auto-subscribe.x.filter: an automatic subscription needs it"),
        errors("auto-subscribe.x.qos", "1"));
    assertEquals(
        List.of("auto-subscribe.x.no-local = true: not with a shared subscription"),
        errors("auto-subscribe.x.filter", "$share/g/a", "auto-subscribe.x.no-local", "true"));
    assertEquals(
        List.of(
            "auto-subscribe.x.filter = a/x-%c: x-%c: %u (user name) and %c (client identifier)"
                + " stand alone in their level; allowed is a topic filter with %u and %c"),
        errors("auto-subscribe.x.filter", "a/x-%c"));
  }
}

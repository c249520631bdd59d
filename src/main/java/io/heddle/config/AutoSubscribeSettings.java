package io.heddle.config;

import io.heddle.builtin.AutoSubscription;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.RetainHandling;
import java.util.ArrayList;
import java.util.List;

/** The settings of automatic subscriptions, and how they become that room's options. */
final class AutoSubscribeSettings {
  private static final Kind<Integer> UP_TO_TWO = new Kind.Whole(0, 2);

  static final Setting<String> FILTER =
      Setting.optional(
          "auto-subscribe.NAME.filter",
          new Checked("a topic filter with %u and %c", AutoSubscription::problem),
          "commands/%c/#",
          "What every client is subscribed to when it connects: %u is its user name, %c its client identifier. NAME is any name.");

  static final Setting<Integer> QOS =
      Setting.of("auto-subscribe.NAME.qos", UP_TO_TWO, "0", "The highest QoS.");

  static final Setting<Boolean> NO_LOCAL =
      Setting.of(
          "auto-subscribe.NAME.no-local",
          new Kind.Flag(),
          "false",
          "Whether the client does not get what it publishes itself.");

  static final Setting<Boolean> RETAIN_AS_PUBLISHED =
      Setting.of(
          "auto-subscribe.NAME.retain-as-published",
          new Kind.Flag(),
          "false",
          "Whether messages keep the retain flag that they were published with.");

  static final Setting<Integer> RETAIN_HANDLING =
      Setting.of(
          "auto-subscribe.NAME.retain-handling",
          UP_TO_TWO,
          "0",
          "Retained messages: 0 and 1 bring them when the client is subscribed, 2 brings none. Where the session has the subscription"
              + " already, nothing is done.");

  static final Section WISHES =
      new Section(
          "auto-subscribe.",
          "an automatic subscription",
          "commands",
          List.of(FILTER, QOS, NO_LOCAL, RETAIN_AS_PUBLISHED, RETAIN_HANDLING));

  static final List<Setting<?>> ALL = WISHES.rows();

  private AutoSubscribeSettings() {}

  /** In the order of the names. */
  static List<AutoSubscription> wishes(Values values) {
    return WISHES.names(values).stream()
        .map(name ->
            new AutoSubscription(
                values.get(FILTER.of(name)),
                Qos.of(values.get(QOS.of(name))),
                values.get(NO_LOCAL.of(name)),
                values.get(RETAIN_AS_PUBLISHED.of(name)),
                RetainHandling.of(values.get(RETAIN_HANDLING.of(name)))))
        .toList();
  }

  /** What is wrong although each value is right. */
  static List<String> problems(Values values) {
    List<String> problems = new ArrayList<>();
    for (String name : WISHES.names(values)) {
      Setting<String> filter = FILTER.of(name);
      Setting<Boolean> noLocal = NO_LOCAL.of(name);
      if (values.text(filter).isEmpty()) {
        problems.add(Outside.error(values, filter, "an automatic subscription needs it"));
      } else if (values.text(filter).startsWith("$share/") && values.get(noLocal)) {
        problems.add(Outside.error(values, noLocal, "not with a shared subscription"));
      }
    }
    return problems;
  }
}

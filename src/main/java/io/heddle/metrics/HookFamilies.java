package io.heddle.metrics;

import io.heddle.api.Statistics.DelayedMessages;
import io.heddle.api.Statistics.HookCalls;
import io.heddle.api.Statistics.ObserverCalls;
import io.heddle.api.Statistics.ObserverFailures;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metrics of hooks, whose names come from whoever registers them, and of delayed messages. */
final class HookFamilies {
  private HookFamilies() {}

  static void add(Families families, List<HookCalls> hooks) {
    Map<Labels, Double> calls = new LinkedHashMap<>();
    Map<Labels, Double> seconds = new LinkedHashMap<>();
    Map<Labels, Double> failures = new LinkedHashMap<>();
    for (HookCalls hook : hooks) {
      Labels labels = Labels.of("hook", hook.name(), "kind", hook.kind());
      calls.put(labels, (double) hook.calls());
      seconds.put(labels, hook.seconds());
      failures.put(labels.merge(Labels.of("reason", "exception")), (double) hook.exceptions());
      failures.put(labels.merge(Labels.of("reason", "no_answer")), (double) hook.unanswered());
      failures.put(labels.merge(Labels.of("reason", "timeout")), (double) hook.timeouts());
    }
    families.counter("heddle_hook_calls", "Calls of hooks.", calls);
    families.counter("heddle_hook_seconds", "Seconds that calls of hooks took.", seconds);
    families.counter(
        "heddle_hook_failures", "Calls of hooks that failed, and so denied.", failures);
  }

  static void addDelayed(Families families, DelayedMessages delayed) {
    families.gauge(
        "heddle_delayed_messages_current",
        "Messages that wait to be published.",
        delayed.waiting());
    families.gauge(
        "heddle_delayed_messages_bytes",
        "What the messages that wait to be published weigh.",
        delayed.bytes());
    families.counter(
        "heddle_delayed_messages_accepted",
        "Messages that were to be published later.",
        delayed.accepted());
    families.counter(
        "heddle_delayed_messages_published",
        "Messages that were published when their time had come.",
        delayed.published());
    families.counter(
        "heddle_delayed_messages_refused",
        "Messages that were refused because too many waited.",
        delayed.refused());
  }

  static void addCalls(Families families, List<ObserverCalls> observers) {
    Map<Labels, Double> calls = new LinkedHashMap<>();
    Map<Labels, Double> seconds = new LinkedHashMap<>();
    for (ObserverCalls observer : observers) {
      Labels labels = Labels.of("hook", observer.name(), "kind", observer.kind());
      calls.put(labels, (double) observer.calls());
      seconds.put(labels, observer.seconds());
    }
    families.counter("heddle_observer_calls", "Calls of observers.", calls);
    families.counter("heddle_observer_seconds", "Seconds that calls of observers took.", seconds);
  }

  static void addObservers(Families families, List<ObserverFailures> observers) {
    Map<Labels, Double> missed = new LinkedHashMap<>();
    Map<Labels, Double> failures = new LinkedHashMap<>();
    for (ObserverFailures observer : observers) {
      Labels labels = Labels.of("hook", observer.name());
      missed.put(labels, (double) observer.missed());
      failures.put(labels, (double) observer.failures());
    }
    families.counter("heddle_observer_missed", "Events that observers were too slow for.", missed);
    families.counter("heddle_observer_failures", "Calls in which observers threw.", failures);
  }
}

package io.heddle.metrics;

import io.heddle.api.DropReason;
import io.heddle.api.Extensions;
import io.heddle.api.Extensions.State;
import io.heddle.api.Services;
import io.heddle.api.SessionEnd;
import io.heddle.api.Statistics;
import io.heddle.mqtt.PacketType;
import io.heddle.mqtt.Qos;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The metrics of the broker, read from its services for each answer: {@code docs/metrics.md} lists
 * them. No label has values that clients make up. Safe for use by any thread.
 */
final class BrokerCollector implements MultiCollector {
  private final Statistics statistics;
  private final Extensions extensions;
  private final String version;

  BrokerCollector(Services services, String version) {
    this.statistics = services.statistics();
    this.extensions = services.extensions();
    this.version = version;
  }

  @Override
  public MetricSnapshots collect() {
    Families families = new Families();
    families.info("heddle_build", "The broker's version.", Labels.of("version", version));
    packets(families);
    messages(families);
    clients(families);
    access(families);
    sessions(families);
    delays(families);
    carriers(families);
    statistics.store().ifPresent(store -> StoreFamilies.add(families, store));
    statistics.delayed().ifPresent(delayed -> HookFamilies.addDelayed(families, delayed));
    HookFamilies.add(families, statistics.hooks());
    HookFamilies.addObservers(families, statistics.observers());
    HookFamilies.addCalls(families, statistics.observerCalls());
    families.counter(
        "heddle_admin_requests", "Requests to the REST interface, by answer.", requests());
    families.gauge(
        "heddle_extensions_current", "Extensions that have a folder, by how they are.", states());
    return families.build();
  }

  private Map<Labels, Double> requests() {
    Map<Labels, Double> values = new LinkedHashMap<>();
    for (Statistics.AdminRequests each : statistics.adminRequests()) {
      values.put(Labels.of("route", each.route(), "status", each.status()), (double) each.number());
    }
    return values;
  }

  private void packets(Families families) {
    families.counter(
        "heddle_packets_received",
        "Packets that clients sent.",
        byType(type -> statistics.received(type).number()));
    families.counter(
        "heddle_packets_received_bytes",
        "Bytes of the packets that clients sent.",
        byType(type -> statistics.received(type).bytes()));
    families.counter(
        "heddle_packets_sent",
        "Packets to clients.",
        byType(type -> statistics.sent(type).number()));
    families.counter(
        "heddle_packets_sent_bytes",
        "Bytes of the packets to clients.",
        byType(type -> statistics.sent(type).bytes()));
  }

  private void messages(Families families) {
    families.counter(
        "heddle_messages_received",
        "Messages that clients published, repeats included.",
        byQos(statistics::messagesReceived));
    families.counter(
        "heddle_messages_sent",
        "Messages to clients, repeats included.",
        byQos(statistics::messagesSent));
    families.counter(
        "heddle_messages_dropped",
        "Messages that a receiver did not get, or that were not retained.",
        dropped());
    families.gauge(
        "heddle_messages_queued_current",
        "Messages that wait for a client.",
        statistics.queuedMessages());
    families.gauge(
        "heddle_messages_queued_bytes",
        "What the messages that wait weigh.",
        statistics.queuedBytes());
    families.gauge(
        "heddle_messages_queued_disk_current",
        "Messages that wait on disk alone: memory has no more than where they lie.",
        statistics.queuedOnDisk());
    families.gauge(
        "heddle_messages_inflight_current",
        "Messages that were sent and not acknowledged.",
        statistics.inflight());
    families.gauge(
        "heddle_messages_retained_current", "Retained messages.", statistics.retainedMessages());
    families.gauge(
        "heddle_messages_retained_bytes",
        "What the retained messages weigh.",
        statistics.retainedBytes());
  }

  private Map<Labels, Double> dropped() {
    Map<Labels, Double> values = new LinkedHashMap<>();
    for (DropReason reason : DropReason.values()) {
      for (Qos qos : Qos.values()) {
        values.put(
            Labels.of("qos", Integer.toString(qos.value()), "reason", word(reason)),
            (double) statistics.messagesDropped(reason, qos));
      }
    }
    return values;
  }

  private void clients(Families families) {
    Map<Labels, Double> now = new LinkedHashMap<>();
    Map<Labels, Double> came = new LinkedHashMap<>();
    Map<Labels, Double> left = new LinkedHashMap<>();
    for (Statistics.Connections way : statistics.connections()) {
      Labels labels = Labels.of("listener", way.listener(), "version", way.version());
      now.put(labels, (double) way.now());
      came.put(labels, (double) way.total());
      left.put(labels, (double) (way.total() - way.now()));
    }
    families.gauge("heddle_clients_current", "Clients that are connected.", now);
    families.counter("heddle_clients_connected", "Clients that were taken in.", came);
    families.counter("heddle_clients_disconnected", "Clients that have left.", left);
    families.gauge(
        "heddle_clients_max", "The most clients connected at a time.", statistics.mostClients());
    families.gauge(
        "heddle_clients_slow_current",
        "Clients that read more slowly than they are sent to.",
        statistics.slowClients());
    families.counter(
        "heddle_clients_slow",
        "Times that a client began to read too slowly.",
        statistics.slowClientsEver());
  }

  /** Of those who came to the door: a client that was taken in is an accepted login. */
  private void access(Families families) {
    long taken = statistics.connections().stream().mapToLong(Statistics.Connections::total).sum();
    Map<Labels, Double> logins = new LinkedHashMap<>();
    logins.put(Labels.of("result", "accepted"), (double) taken);
    logins.put(Labels.of("result", "refused"), (double) statistics.loginsRefused());
    logins.put(Labels.of("result", "denied"), (double) statistics.connectsDenied());
    families.counter(
        "heddle_authentications",
        "Clients that were let in, that were not known, and that may not connect.",
        logins);
    families.counter(
        "heddle_subscriptions_denied",
        "Subscriptions that rules of access forbade.",
        statistics.subscriptionsDenied());
  }

  private void sessions(Families families) {
    long connected = statistics.connections().stream().mapToLong(Statistics.Connections::now).sum();
    families.gauge(
        "heddle_sessions_active_current", "Sessions whose client is connected.", connected);
    families.gauge(
        "heddle_sessions_inactive_current",
        "Sessions whose client is absent.",
        Math.max(0, statistics.sessions() - connected));
    families.counter(
        "heddle_sessions_created", "Sessions that began.", statistics.sessionsCreated());
    families.counter(
        "heddle_sessions_terminated",
        "Sessions that ended.",
        by(SessionEnd.values(), "reason", BrokerCollector::word, statistics::sessionsEnded));
    families.counter(
        "heddle_sessions_refused",
        "Clients refused because there were as many sessions as may be.",
        statistics.sessionsRefused());
    families.gauge(
        "heddle_subscriptions_current",
        "Subscriptions, each share group counted once.",
        statistics.subscriptions());
    families.counter(
        "heddle_subscriptions", "Subscriptions ever added.", statistics.subscriptionsAdded());
    families.gauge("heddle_share_groups_current", "Share groups.", statistics.shareGroups());
  }

  private void delays(Families families) {
    Statistics.Distribution delays = statistics.delays();
    families.histogram(
        "heddle_delivery_delay_seconds",
        "Time of messages from the read that brought them to a receiver's socket, at most.",
        delays.bounds().stream().mapToDouble(Double::doubleValue).toArray(),
        delays.counts().stream().mapToLong(Long::longValue).toArray(),
        delays.sum());
  }

  private void carriers(Families families) {
    Statistics.Carriers carriers = statistics.carriers();
    families.gauge(
        "heddle_carriers_working_current",
        "Carriers of clients' threads that are at work; 0 when the JDK's scheduler is used.",
        carriers.working());
    families.gauge("heddle_carriers_max", "Carriers that there are.", carriers.most());
    families.gauge(
        "heddle_carriers_threads_current", "Virtual threads on them.", carriers.threads());
  }

  /** All states, also those that none is in: a rule about failed ones has something to look at. */
  private Map<Labels, Double> states() {
    return by(State.values(), "state", BrokerCollector::word, extensions::count);
  }

  private static Map<Labels, Double> byType(ToLongFunction<PacketType> count) {
    return by(PacketType.values(), "type", PacketType::name, count);
  }

  private static Map<Labels, Double> byQos(ToLongFunction<Qos> count) {
    return by(Qos.values(), "qos", qos -> Integer.toString(qos.value()), count);
  }

  private static <T> Map<Labels, Double> by(
      T[] all, String label, Function<T, String> name, ToLongFunction<T> count) {
    Map<Labels, Double> values = new LinkedHashMap<>();
    for (T one : all) {
      values.put(Labels.of(label, name.apply(one)), (double) count.applyAsLong(one));
    }
    return values;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

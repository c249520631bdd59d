package io.heddle.api;

import io.heddle.mqtt.PacketType;
import io.heddle.mqtt.Qos;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the broker has counted since it started. Every number is read for itself and without a lock:
 * two that belong together may differ by what happened in between. No method walks over clients or
 * sessions. What is known of one client stands in its {@link ClientInfo} and {@link SessionInfo}.
 */
public interface Statistics {
  /** When the broker started. */
  Instant startedAt();

  /** Packets, and the bytes of them. */
  record Packets(long number, long bytes) {}

  /** The packets of a type that clients sent. */
  Packets received(PacketType type);

  /** The packets of a type to clients. */
  Packets sent(PacketType type);

  /** Messages that clients published at a QoS, repeats included. */
  long messagesReceived(Qos qos);

  /** Messages to clients at a QoS, repeats included. */
  long messagesSent(Qos qos);

  /** Messages that were dropped, at the QoS that they had for the receiver. */
  long messagesDropped(DropReason reason, Qos qos);

  /**
   * Clients that came in by one listener with one version of the protocol.
   *
   * @param total how many came, ever
   * @param now how many are there
   */
  record Connections(String listener, String version, long total, long now) {}

  /** The clients that came in, for each listener and version that there was one of. */
  List<Connections> connections();

  /** The most clients that were connected at a time. */
  int mostClients();

  /** How many sessions there are. */
  int sessions();

  /** How many sessions began. */
  long sessionsCreated();

  /** How many sessions ended for a reason. */
  long sessionsEnded(SessionEnd reason);

  /** How many clients were refused because there were as many sessions as may be. */
  long sessionsRefused();

  /** Clients of whom it was not proved who they are, or that are not let in anonymously. */
  long loginsRefused();

  /** Clients that are known, and may not connect or leave their Will. */
  long connectsDenied();

  /** Subscriptions that rules of access forbade. */
  long subscriptionsDenied();

  /** How many subscriptions there are, each share group counted once. */
  long subscriptions();

  /** How many share groups there are. */
  int shareGroups();

  /** How many subscriptions were added, ever. */
  long subscriptionsAdded();

  /** How many messages wait in all queues. */
  long queuedMessages();

  /** What they weigh. */
  long queuedBytes();

  /** How many of them wait on disk alone: in memory is no more than where they lie. */
  long queuedOnDisk();

  /** How many messages were sent to clients that have not acknowledged them. */
  long inflight();

  /** How many messages are retained. */
  int retainedMessages();

  /** What they weigh. */
  long retainedBytes();

  /** How many clients read more slowly than they are sent to, at this moment. */
  long slowClients();

  /** How often a client began to read too slowly. */
  long slowClientsEver();

  /**
   * How long things took, in classes.
   *
   * @param bounds the upper bounds of the classes but the last, in seconds
   * @param counts how many are in each class
   * @param sum of all, in seconds
   */
  record Distribution(List<Double> bounds, List<Long> counts, double sum) {
    /** Copies the lists. */
    public Distribution {
      bounds = List.copyOf(bounds);
      counts = List.copyOf(counts);
    }
  }

  /**
   * How long messages were on their way through the broker: from the moment when the read that
   * brought them, or the acknowledgement that let them go on, was there, until the system had taken
   * them for a receiver. Messages that are written together all count with the time of the first of
   * them, so each figure is an upper bound. The wait in a queue is not in it.
   */
  Distribution delays();

  /**
   * What carries the threads of clients.
   *
   * @param own whether the broker has carriers of its own; else the JDK's scheduler does the work,
   *     and the numbers are 0
   * @param working how many are at work
   * @param most how many there are
   * @param threads how many virtual threads they carry
   */
  record Carriers(boolean own, int working, int most, int threads) {}

  /** The carriers at this moment. */
  Carriers carriers();

  /**
   * What the hooks of one name did of one kind. Those that failed have denied.
   *
   * @param name under which they were registered
   * @param kind what they decided on, such as {@code publish}
   * @param calls how often they were called
   * @param seconds how long they took, all in all
   * @param exceptions how often they threw
   * @param unanswered how often they answered null
   * @param timeouts how often they took longer than {@code hooks.timeout}
   */
  record HookCalls(
      String name,
      String kind,
      long calls,
      double seconds,
      long exceptions,
      long unanswered,
      long timeouts) {}

  /** The hooks that are or were registered, by name and kind. */
  List<HookCalls> hooks();

  /**
   * What went wrong with the observers of one name.
   *
   * @param name under which they were registered
   * @param missed events that they were not told, because they were too slow for {@code
   *     hooks.queue} and {@code hooks.queue-bytes}
   * @param failures calls in which they threw
   */
  record ObserverFailures(String name, long missed, long failures) {}

  /** The observers that are or were registered, by name. */
  List<ObserverFailures> observers();

  /**
   * What the observers of one name were told of one kind, and how long they took for it.
   *
   * @param name under which they were registered
   * @param kind what they were told, such as {@code published}
   * @param calls how often
   * @param seconds how long they took, all in all
   */
  record ObserverCalls(String name, String kind, long calls, double seconds) {}

  /** What observers that are or were registered were told, by name and kind. */
  default List<ObserverCalls> observerCalls() {
    return List.of();
  }

  /**
   * Messages that clients publish with a delay.
   *
   * @param waiting how many wait for their time
   * @param bytes what they weigh
   * @param accepted how many were accepted, ever
   * @param published how many were published when their time had come
   * @param refused how many were refused because too many waited
   */
  record DelayedMessages(long waiting, long bytes, long accepted, long published, long refused) {}

  /**
   * What is kept on disk.
   *
   * @param commits how long each group of writes took
   * @param writtenBytes in them
   * @param segments files
   * @param messageBytes of messages that somebody has, about
   * @param fileBytes of all files
   * @param full whether there is no room for more on the disk but a reserve; messages to be kept
   *     are refused
   * @param failing whether the last write failed; acknowledgements wait
   * @param damages how many parts could not be read at the start
   */
  record Store(
      Distribution commits,
      long writtenBytes,
      int segments,
      long messageBytes,
      long fileBytes,
      boolean full,
      boolean failing,
      int damages) {}

  /** What is kept on disk; empty when {@code data.directory} is not set. */
  default Optional<Store> store() {
    return Optional.empty();
  }

  /**
   * Requests to the REST interface that were answered alike.
   *
   * @param route method and path of the route, with names in braces for what is data; {@code none}
   *     for requests that have none
   * @param status of the answer: its first digit, and {@code xx}
   */
  record AdminRequests(String route, String status, long number) {}

  /** The requests to the REST interface, by route and kind of answer. */
  default List<AdminRequests> adminRequests() {
    return List.of();
  }

  /** The delayed messages; empty when {@code delayed.enabled} is off. */
  default Optional<DelayedMessages> delayed() {
    return Optional.empty();
  }
}

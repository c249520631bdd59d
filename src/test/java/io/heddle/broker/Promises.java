package io.heddle.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * What clients are told in one step, and what must then be known after a restart: as soon as the
 * mark is safe that they are told by. Belongs to one thread.
 */
final class Promises {
  final List<Promise> all = new ArrayList<>();

  /**
   * Something that a client is told when the mark is safe.
   *
   * @param isKept whether some facts, the first, have it; the second are those at the step's end
   */
  record Promise(long mark, String words, BiPredicate<Facts, Facts> isKept) {}

  void add(long mark, String words, BiPredicate<Facts, Facts> isKept) {
    all.add(new Promise(mark, words, isKept));
  }

  private static Stream<String> owners(Facts facts, String clientId) {
    List<String> owners = new ArrayList<>();
    facts.each(
        Facts.Session.class,
        (key, session) -> {
          if (session.clientId().equals(clientId)) {
            owners.add(Facts.owner(key));
          }
        });
    return owners.stream();
  }

  private static boolean hasHeld(Facts facts, String clientId, int packetId, String payload) {
    return owners(facts, clientId).anyMatch(owner -> holds(facts, owner, packetId, payload));
  }

  private static boolean holds(Facts facts, String owner, int packetId, String payload) {
    boolean[] found = {false};
    facts.each(
        Facts.Held.class,
        (key, held) ->
            found[0] |=
                Facts.owner(key).equals(owner)
                    && held.packetId() == packetId
                    && (payload.isEmpty()
                        ? held.released()
                        : held.message().startsWith(payload + "|")));
    return found[0];
  }

  /** A message is sent to a client, with this identifier. */
  void inFlight(String clientId, int packetId, String payload, long mark) {
    add(
        mark,
        clientId + " gets " + payload + " #" + packetId,
        (facts, end) ->
            !hasHeld(end, clientId, packetId, payload)
                || hasHeld(facts, clientId, packetId, payload));
  }

  /** PUBREL is sent to a client. */
  void released(String clientId, int packetId, long mark) {
    add(
        mark,
        clientId + " gets PUBREL #" + packetId,
        (facts, end) ->
            !hasHeld(end, clientId, packetId, "") || hasHeld(facts, clientId, packetId, ""));
  }

  /** A publisher is told that its message has come. */
  void published(String payload, String topic, long mark) {
    add(
        mark,
        "PUBACK for " + payload,
        (facts, end) ->
            holders(end, payload).allMatch(holders(facts, payload).toList()::contains)
                && (!payload.isEmpty() || facts.has(topic) == end.has(topic)));
  }

  static Stream<String> holders(Facts facts, String payload) {
    return facts.payloads().keySet().stream().filter(key -> key.endsWith("/" + payload));
  }

  /** A client is told something of its session that is one fact. */
  void fact(String clientId, String words, String keyWithoutOwner, long mark) {
    add(
        mark,
        clientId + " is told " + words,
        (facts, end) ->
            owners(end, clientId)
                .allMatch(owner ->
                    Objects.equals(
                        facts.get(owner + keyWithoutOwner), end.get(owner + keyWithoutOwner))));
  }

  /** CONNACK: of earlier sessions there is no more than a Will. */
  void connected(String clientId, long mark) {
    fact(clientId, "CONNACK", " session", mark);
    add(
        mark,
        clientId + " is told that it is the only one",
        (facts, end) ->
            owners(facts, clientId)
                .allMatch(owner ->
                    end.has(owner + " session")
                        || facts.get(owner + " session") instanceof Facts.Session session
                            && session.expirySeconds() == 0));
  }
}

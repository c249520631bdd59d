package io.heddle.broker.service;

import io.heddle.session.DropReason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** How the answers to operators are put: sentences that a terminal can show. */
final class Words {
  /** Characters of a name that are shown. */
  private static final int MOST = 256;

  /** What connections say where no rule decides. */
  private static final String NO_RULE = "no rule is about it";

  private static final String DEFAULT = "default";

  private Words() {}

  /** A name that a client has chosen, in quotation marks. */
  static String name(String text) {
    boolean cut = text.codePointCount(0, text.length()) > MOST;
    String shown = cut ? text.substring(0, text.offsetByCodePoints(0, MOST)) + '…' : text;
    return '"' + shown + '"';
  }

  /** Sentences without what a terminal would obey, whoever has chosen what is in them. */
  static List<String> plain(List<String> text) {
    return text.stream().map(Words::plain).toList();
  }

  private static String plain(String text) {
    if (text.codePoints().allMatch(Words::isShown)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints().forEach(c -> shown.appendCodePoint(isShown(c) ? c : '?'));
    return shown.toString();
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** Names, one after the other; of many some. */
  static String names(List<String> all, int most) {
    String shown = String.join(", ", all.stream().limit(most).map(Words::name).toList());
    return all.size() > most ? shown + " and " + (all.size() - most) + " more" : shown;
  }

  /** A choice as the settings have it. */
  static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A moment, to the second. */
  static String time(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Why something is denied, as the rest of a sentence. */
  static String denied(String rule) {
    return rule.equals(NO_RULE)
        ? "no rule of access is about it, and such is denied (acl.default)."
        : "the rule that decides is " + rule;
  }

  /** Why something is allowed, as the rest of a sentence. */
  static String allowed(String rule) {
    return rule.equals(DEFAULT)
        ? "no rule of access is about it, and such is allowed."
        : "the rule that decides is " + rule;
  }

  /** So many of them. */
  static String count(long number, String one, String more) {
    return number + " " + (number == 1 ? one : more);
  }

  /** What a reason means, as the rest of a sentence about a message. */
  static String dropped(DropReason reason) {
    return switch (reason) {
      case QUEUE_FULL -> "its queue was full (queue.messages, queue.bytes and queue.policy)";
      case MEMORY_FULL -> "all queues together were full (queue.total-bytes)";
      case OUTBOX_FULL -> "it is of QoS 0, and the client reads too slowly";
      case OFFLINE -> "it is of QoS 0, and the client was away (queue.qos0)";
      case EXPIRED -> "its Message Expiry Interval was over";
      case TOO_LARGE -> "it is larger than the Maximum Packet Size of the client";
      case OUTSIDE_MOUNT_POINT -> "its topic is not below the mount point of the client";
      case REFUSED -> "the client refused it with an error";
      case NOT_ACCEPTED ->
          "it breaks a limit, is not what it says it is, or its topic is the server's";
      case PUBLISH_DENIED -> "a rule of access denies its publisher to publish it";
      case DENIED_BY_HOOK -> "a hook denied it, or could not answer";
      case DROPPED_BY_HOOK -> "a hook dropped it";
      case READ_DENIED -> "a rule of access denies the client to get it";
      case RETAINED_FULL ->
          "it was delivered and not retained: there are as many retained messages as may be";
      case STORE_FULL -> "it was to be kept, and the disk of the store has no more room";
      case STORE_DAMAGED -> "it waited on the disk of the store, and its part is damaged";
      case SESSION_ENDED -> "the session ended before";
      case DELAY_CUT -> "it was to be published later, and the broker stopped before that";
    };
  }
}

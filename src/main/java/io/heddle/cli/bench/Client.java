package io.heddle.cli.bench;

/**
 * One client of a run.
 *
 * @param number from that of the first on
 * @param id its client identifier
 */
record Client(BenchWords words, Tally tally, long number, String id) {
  /** Its topic, or its filter, with the names that stand in it. */
  String topic(long message) {
    String topic = words.topic();
    if (topic.indexOf('%') < 0) {
      return topic;
    }
    return topic
        .replace("%i", String.valueOf(number))
        .replace("%s", String.valueOf(message))
        .replace("%u", words.userName() == null ? "" : words.userName())
        .replace("%c", id);
  }
}

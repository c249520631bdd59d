package io.heddle.it.clients;

/** A message, as every client of every version can send and get it. */
record Post(String topic, String payload, int qos, boolean retained) {
  static Post of(String topic, String payload, int qos) {
    return new Post(topic, payload, qos, false);
  }
}

package io.heddle.connection;

import io.heddle.api.ClientInfo;
import io.heddle.api.Traffic;

/** A client that was taken in, and what it has said and heard. Any thread may ask. */
record Presence(ClientInfo client, Tally received, Tally sent) {
  ClientInfo now() {
    return client.with(Traffic.of(received.breakdown(), sent.breakdown()));
  }
}

package io.heddle.connection;

import io.heddle.api.Client;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * What observers are still to be told of a client's messages, and the acknowledgements that come
 * after that. They are told when the batch has gone to its receivers: an observer that takes its
 * time delays nobody but this client. Without observers nothing waits here. Belongs to the
 * connection's thread.
 */
final class Telling {
  private final Client client;
  private final Outbox outbox;
  private final List<Message> untold = new ArrayList<>(0);
  private final List<Packet> answers = new ArrayList<>(0);

  Telling(Client client, Outbox outbox) {
    this.client = client;
    this.outbox = outbox;
  }

  /** A message is routed. */
  void published(Message message) {
    if (outbox.chronicle.watchesMessages()) {
      untold.add(message);
    }
  }

  /** Acknowledges; in the order of the calls. */
  void answer(Packet packet) {
    if (untold.isEmpty()) {
      outbox.answer(packet);
    } else {
      answers.add(packet);
    }
  }

  /** Tells what there is, and answers. The client is not listened to meanwhile. */
  void tell(KeepAlive keepAlive) {
    if (untold.isEmpty()) {
      return;
    }
    keepAlive.hold();
    untold.forEach(message -> outbox.chronicle.published(client, message));
    untold.clear();
    answers.forEach(outbox::answer);
    answers.clear();
  }
}

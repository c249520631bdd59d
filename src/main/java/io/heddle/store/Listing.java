package io.heddle.store;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.Will;
import io.heddle.session.Standing;
import io.heddle.store.log.Position;
import io.heddle.store.log.Survey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes a line of each entry. Belongs to one thread. */
final class Listing implements Survey.Reader {
  private final Names names;
  private final Messages messages;
  private final Consumer<Line> to;

  /** Reads the message with a number, for its topic, which notes about it do not have. */
  interface Messages {
    Message read(long body) throws IOException;
  }

  Listing(Names names, Messages messages, Consumer<Line> to) {
    this.names = names;
    this.messages = messages;
    this.to = to;
  }

  @Override
  public void commit(long position, long counter, long millis) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("number", counter);
    details.put("at", time(millis));
    to.accept(new Line(position, "commit", null, details, 0, null));
  }

  @Override
  public void manifest(long position, int segments, long covered) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("segments", segments);
    details.put("covered", Position.text(covered));
    to.accept(new Line(position, "manifest", null, details, 0, null));
  }

  @Override
  public void entry(byte kind, long position, ByteBuffer payload) {
    int size = Survey.size(payload);
    if (Notation.isMessage(kind)) {
      long body = Notation.body(kind, position, payload.duplicate());
      Message message = Notation.message(body, position, payload);
      Map<String, Object> details = new LinkedHashMap<>();
      if (body != position) {
        details.put("message", Position.text(body));
      }
      describe(message, details);
      to.accept(
          new Line(
              position, Census.kind(kind), message.publisher(), details, size, message.payload()));
    } else {
      Note note = Notation.read(kind, payload);
      Map<String, Object> details = new LinkedHashMap<>();
      Long owner = describe(note, details);
      String client = owner == null ? null : names.client(owner);
      if (owner != null && client == null) {
        String group = names.group(owner);
        details.put(group == null ? "owner" : "group", group == null ? owner : group);
      }
      to.accept(new Line(position, Census.kind(note), client, details, size, null));
    }
  }

  private static void describe(Message message, Map<String, Object> details) {
    details.put("topic", message.topic().value());
    details.put("qos", message.qos().value());
    if (message.retain()) {
      details.put("retain", true);
    }
    if (message.expiresAt() != Message.NEVER) {
      details.put("expires", time(message.expiresAt()));
    }
    details.put("payload-bytes", message.payload().length());
  }

  /** Says what a note says, and answers whose it is; null for nobody's. */
  private @Nullable Long describe(Note note, Map<String, Object> details) {
    switch (note) {
      case Note.Stands stands -> describe(stands.standing(), details);
      case Note.Subscribed subscribed -> describe(subscribed.subscription(), details);
      case Note.Unsubscribed unsubscribed -> details.put("filter", unsubscribed.filter());
      case Note.Held held -> describe(held.holding(), details);
      case Note.Sent sent -> sent(sent, details);
      case Note.Released released -> details.put("sequence", released.sequence());
      case Note.Gone gone -> details.put("sequence", gone.sequence());
      case Note.Received received -> {
        details.put("packet-id", received.packetId());
        details.put("answer", received.reason().name());
      }
      case Note.Completed completed -> details.put("packet-id", completed.packetId());
      case Note.Retained retained -> {
        details.put("topic", retained.topic());
        details.put("message", Position.text(retained.body()));
      }
      case Note.Unretained unretained -> details.put("topic", unretained.topic());
      case Note.Heartbeat heartbeat -> details.put("at", time(heartbeat.millis()));
      case Note.Placed placed -> {
        details.put("message", Position.text(placed.body()));
        details.put("place", Position.text(placed.position()));
      }
      case Note.Group group -> details.put("group", group.filter());
      case Note.Ended ended -> {} // it says no more than whose
    }
    return note instanceof Note.Owned owned ? owned.owner() : null;
  }

  private static void sent(Note.Sent sent, Map<String, Object> details) {
    details.put("sequence", sent.sequence());
    details.put("packet-id", sent.packetId());
  }

  private static void describe(Standing standing, Map<String, Object> details) {
    String user = standing.owner();
    if (user != null) {
      details.put("user", user);
    }
    details.put("since", time(standing.createdAt()));
    details.put("connected", standing.attached());
    details.put("expiry-seconds", standing.expirySeconds());
    if (standing.testament() != null) {
      Will will = standing.testament().will();
      details.put("will-topic", will.topic().value());
      details.put("will-delay-seconds", will.delaySeconds());
    }
    if (!standing.due().isEmpty()) {
      details.put("wills-due", standing.due().size());
    }
  }

  private static void describe(Subscription subscription, Map<String, Object> details) {
    details.put("filter", subscription.filter().value());
    details.put("qos", subscription.qos().value());
  }

  private void describe(Holding holding, Map<String, Object> details) {
    details.put("sequence", holding.sequence());
    details.put("message", Position.text(holding.body()));
    String topic = topic(holding.body());
    if (topic != null) {
      details.put("topic", topic);
    }
    details.put("qos", holding.stored().terms().qos().value());
    if (holding.packetId() != 0) {
      details.put("packet-id", holding.packetId());
      details.put("released", holding.released());
    }
  }

  /** Null when the message is not there any more: that nobody has it is written later. */
  private @Nullable String topic(long body) {
    try {
      return messages.read(body).topic().value();
    } catch (IOException e) {
      return null;
    }
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}

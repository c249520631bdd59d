package io.heddle.store;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Stored;
import java.nio.ByteBuffer;

/** Notes as bytes. Each kind has a number, which is never used again for another one. Stateless. */
final class Notation {
  static final byte BODY = 16;
  static final byte MOVED = 17;
  private static final byte PLACED = 18;
  private static final byte STANDS = 19;
  private static final byte GROUP = 20;
  private static final byte ENDED = 21;
  private static final byte SUBSCRIBED = 22;
  private static final byte UNSUBSCRIBED = 23;
  private static final byte HELD = 24;
  private static final byte SENT = 25;
  private static final byte RELEASED = 26;
  private static final byte GONE = 27;
  private static final byte RECEIVED = 28;
  private static final byte COMPLETED = 29;
  private static final byte RETAINED = 30;
  private static final byte UNRETAINED = 31;
  private static final byte HEARTBEAT = 32;

  private Notation() {}

  /** A message, as an entry of its own. */
  static byte[] bytes(Message message) {
    return new Pen()
        .moment(message.expiresAt())
        .text(message.publisher())
        .rest(Form.of(message))
        .bytes();
  }

  /** Whether an entry has a message in it. */
  static boolean isMessage(byte kind) {
    return kind == BODY || kind == MOVED;
  }

  /** The number of the message in an entry that lies there, without a look at the message. */
  static long body(byte kind, long position, ByteBuffer bytes) {
    return kind == BODY ? position : new Eye(bytes).number();
  }

  /** The message in an entry that lies there. */
  static Message message(long body, long position, ByteBuffer bytes) {
    Eye eye = new Eye(bytes);
    if (body != position) {
      eye.number();
    }
    return message(eye);
  }

  /** An entry with the message of one that lies there, to be appended as {@link #MOVED}. */
  static byte[] moved(long body, long position, ByteBuffer bytes) {
    if (body != position) {
      new Eye(bytes).number();
    }
    byte[] message = new byte[bytes.remaining()];
    bytes.get(message);
    return new Pen().number(body).rest(message).bytes();
  }

  /** The number of its kind. */
  static byte kind(Note note) {
    return switch (note) {
      case Note.Placed placed -> PLACED;
      case Note.Stands stands -> STANDS;
      case Note.Group group -> GROUP;
      case Note.Ended ended -> ENDED;
      case Note.Subscribed subscribed -> SUBSCRIBED;
      case Note.Unsubscribed unsubscribed -> UNSUBSCRIBED;
      case Note.Held held -> HELD;
      case Note.Sent sent -> SENT;
      case Note.Released released -> RELEASED;
      case Note.Gone gone -> GONE;
      case Note.Received received -> RECEIVED;
      case Note.Completed completed -> COMPLETED;
      case Note.Retained retained -> RETAINED;
      case Note.Unretained unretained -> UNRETAINED;
      case Note.Heartbeat heartbeat -> HEARTBEAT;
    };
  }

  /** Its bytes. */
  static byte[] bytes(Note note) {
    Pen pen = new Pen();
    switch (note) {
      case Note.Placed(long body, long position) -> pen.number(body).number(position);
      case Note.Stands(long owner, var standing) -> Identity.put(pen.number(owner), standing);
      case Note.Group(long owner, String filter) -> pen.number(owner).text(filter);
      case Note.Ended(long owner) -> pen.number(owner);
      case Note.Subscribed(long owner, var subscription) ->
          pen.number(owner).rest(Form.of(subscription));
      case Note.Unsubscribed(long owner, String filter) -> pen.number(owner).text(filter);
      case Note.Held(long owner, Holding holding) -> holding(pen.number(owner), holding);
      case Note.Sent(long owner, long sequence, int packetId, long order) ->
          pen.number(owner).number(sequence).number(packetId).number(order);
      case Note.Released(long owner, long sequence, long order) ->
          pen.number(owner).number(sequence).number(order);
      case Note.Gone(long owner, long sequence) -> pen.number(owner).number(sequence);
      case Note.Received(long owner, int packetId, ReasonCode reason) ->
          pen.number(owner).number(packetId).number(reason.code());
      case Note.Completed(long owner, int packetId) -> pen.number(owner).number(packetId);
      case Note.Retained(long body, int weight, long expiresAt, String topic) ->
          pen.number(body).number(weight).moment(expiresAt).text(topic);
      case Note.Unretained(String topic) -> pen.text(topic);
      case Note.Heartbeat(long millis) -> pen.number(millis);
    }
    return pen.bytes();
  }

  private static void holding(Pen pen, Holding holding) {
    pen.number(holding.sequence())
        .number(holding.body())
        .number(holding.packetId())
        .number(holding.order())
        .flag(holding.released())
        .number(holding.group())
        .number(holding.stored().weight())
        .moment(holding.stored().expiresAt())
        .terms(holding.stored().terms());
  }

  /**
   * What an entry says.
   *
   * @throws IllegalArgumentException when it is of a kind that is not known, or says nothing
   */
  static Note read(byte kind, ByteBuffer bytes) {
    Eye eye = new Eye(bytes);
    return switch (kind) {
      case PLACED -> new Note.Placed(eye.number(), eye.number());
      case STANDS -> new Note.Stands(eye.number(), Identity.standing(eye));
      case GROUP -> new Note.Group(eye.number(), eye.text());
      case ENDED -> new Note.Ended(eye.number());
      case SUBSCRIBED -> new Note.Subscribed(eye.number(), Form.subscription(eye.rest()));
      case UNSUBSCRIBED -> new Note.Unsubscribed(eye.number(), eye.text());
      case HELD -> new Note.Held(eye.number(), holding(eye));
      case SENT -> new Note.Sent(eye.number(), eye.number(), eye.small(), eye.number());
      case RELEASED -> new Note.Released(eye.number(), eye.number(), eye.number());
      case GONE -> new Note.Gone(eye.number(), eye.number());
      case RECEIVED -> new Note.Received(eye.number(), eye.small(), eye.reason());
      case COMPLETED -> new Note.Completed(eye.number(), eye.small());
      case RETAINED -> new Note.Retained(eye.number(), eye.small(), eye.moment(), eye.text());
      case UNRETAINED -> new Note.Unretained(eye.text());
      case HEARTBEAT -> new Note.Heartbeat(eye.number());
      default -> throw new IllegalArgumentException("an entry of the unknown kind " + kind);
    };
  }

  private static Message message(Eye eye) {
    long expiresAt = eye.moment();
    String publisher = eye.text();
    return Form.message(eye.rest(), expiresAt, publisher);
  }

  private static Holding holding(Eye eye) {
    long sequence = eye.number();
    long body = eye.number();
    int packetId = eye.small();
    long order = eye.number();
    boolean released = eye.flag();
    long group = eye.number();
    int weight = eye.small();
    long expiresAt = eye.moment();
    Stored stored = new Stored(sequence, body, eye.terms(), weight, expiresAt);
    return new Holding(stored, packetId, order, released, group);
  }
}

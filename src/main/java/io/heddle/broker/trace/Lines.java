package io.heddle.broker.trace;

import io.heddle.broker.Tracing.Traced;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Makes a line of each step, and gives messages their numbers, by which one is followed from its
 * publisher to each receiver. Belongs to the trace's thread.
 */
final class Lines {
  /** Messages that are remembered; one that is told of again later gets another number. */
  private static final int REMEMBERED = 10_000;

  /** What they may weigh together. */
  private static final long WEIGHT = 8L * 1024 * 1024;

  /** By message, compared as objects: two that say the same are two. */
  private final Map<Same, Long> numbers = new LinkedHashMap<>();

  private long weight;
  private final int payload;
  private long last;

  /** With so many bytes of each payload. */
  Lines(int payload) {
    this.payload = payload;
  }

  private record Same(Message message) {
    @Override
    @SuppressWarnings("ReferenceEquality") // that is what it is for
    public boolean equals(Object other) {
      return other instanceof Same same && same.message == message;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(message);
    }
  }

  /** The step as a JSON object, without a line break. */
  String line(Traced step) {
    JsonText line = new JsonText();
    line.text("at", step.at().toString());
    line.text("event", step.event().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (!step.clientId().isEmpty()) {
      line.text("client", step.clientId());
    }
    if (step.address() != null) {
      line.text("address", step.address().getHostAddress());
    }
    if (step.message() != null) {
      add(step.message(), number(step, step.message()), line);
    }
    if (!step.words().isEmpty()) {
      line.text("words", step.words());
    }
    return line.end();
  }

  /** What an interceptor has made of a message has its number. */
  private long number(Traced step, Message message) {
    Message first = step.before() == null ? message : step.before();
    Long known = numbers.get(new Same(first));
    long number = known == null ? ++last : known;
    remember(first, number);
    remember(message, number);
    return number;
  }

  private void remember(Message message, long number) {
    if (numbers.putIfAbsent(new Same(message), number) == null) {
      weight += message.weight();
    }
    Iterator<Same> eldest = numbers.keySet().iterator();
    while (numbers.size() > 2 && (weight > WEIGHT || numbers.size() > REMEMBERED)) {
      weight -= eldest.next().message.weight();
      eldest.remove();
    }
  }

  private void add(Message message, long number, JsonText line) {
    line.number("message", number);
    line.text("topic", message.topic().value());
    if (!message.publisher().isEmpty()) {
      line.text("publisher", message.publisher());
    }
    line.number("bytes", message.payload().length());
    if (payload > 0) {
      addPayload(message.payload(), line);
    }
  }

  private void addPayload(Bytes bytes, JsonText line) {
    byte[] begin = new byte[Math.min(payload, bytes.length())];
    bytes.buffer().get(begin);
    try {
      line.text(
          "payload", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(begin)).toString());
    } catch (CharacterCodingException binary) {
      line.text("payloadBase64", Base64.getEncoder().encodeToString(begin));
    }
  }
}

package io.heddle.cli.message;

import io.heddle.cli.line.Given;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Property;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a message is printed: text with {@code %} and a letter, {@code @} and a letter of the time,
 * and {@code \} and a letter, as {@code mosquitto_sub} has them. Immutable.
 */
final class Format {
  /** A part of it. */
  private interface Piece {
    void write(Received message, ByteArrayOutputStream out);
  }

  private static final Pattern FIELD = Pattern.compile("%([-0]*)(\\d*)(?:\\.(\\d+))?(.)");
  private static final Map<Character, String> ESCAPES =
      Map.of(
          'n', "\n", 't', "\t", 'r', "\r", '0', "\0", 'a', "\u0007", 'e', "\u001b", 'v', "\u000b",
          '\\', "\\");
  private static final Map<Character, String> TIMES =
      Map.ofEntries(
          Map.entry('Y', "%tY"),
          Map.entry('m', "%tm"),
          Map.entry('d', "%td"),
          Map.entry('H', "%tH"),
          Map.entry('M', "%tM"),
          Map.entry('S', "%tS"),
          Map.entry('j', "%tj"),
          Map.entry('a', "%ta"),
          Map.entry('A', "%tA"),
          Map.entry('b', "%tb"),
          Map.entry('B', "%tB"),
          Map.entry('y', "%ty"),
          Map.entry('F', "%tF"),
          Map.entry('T', "%tT"),
          Map.entry('D', "%tD"),
          Map.entry('z', "%tz"),
          Map.entry('Z', "%tZ"),
          Map.entry('s', "%ts"),
          Map.entry('N', "%tN"),
          Map.entry('n', "%n"),
          Map.entry('@', "@"));

  private static final Map<Character, Function<Received, String>> FIELDS = fields();

  private final List<Piece> pieces;

  private Format(List<Piece> pieces) {
    this.pieces = pieces;
  }

  private static Map<Character, Function<Received, String>> fields() {
    return Map.ofEntries(
        Map.entry('t', Received::topic),
        Map.entry('p', m -> m.payload().text()),
        Map.entry('q', m -> String.valueOf(m.packet().qos().value())),
        Map.entry('r', m -> m.packet().retain() ? "1" : "0"),
        Map.entry('l', m -> String.valueOf(m.payload().length())),
        Map.entry('m', m -> String.valueOf(m.packet().packetId())),
        Map.entry('x', m -> HexFormat.of().formatHex(m.payload().toArray())),
        Map.entry('X', m -> HexFormat.of().withUpperCase().formatHex(m.payload().toArray())),
        Map.entry('I', m -> "%1$tFT%1$tT%1$tz".formatted(m.local())),
        Map.entry('U', m -> "%1$ts.%1$tN".formatted(m.local())),
        Map.entry('j', m -> m.json(false)),
        Map.entry('J', m -> m.json(true)),
        Map.entry('A', m -> number(m, Property.TOPIC_ALIAS)),
        Map.entry('C', m -> string(m, Property.CONTENT_TYPE)),
        Map.entry('D', Format::correlation),
        Map.entry('E', m -> number(m, Property.MESSAGE_EXPIRY_INTERVAL)),
        Map.entry('F', m -> number(m, Property.PAYLOAD_FORMAT_INDICATOR)),
        Map.entry('P', Format::users),
        Map.entry('R', m -> string(m, Property.RESPONSE_TOPIC)),
        Map.entry('S', m -> number(m, Property.SUBSCRIPTION_IDENTIFIER)),
        Map.entry('%', m -> "%"));
  }

  private static String number(Received message, Property property) {
    return message.properties().has(property)
        ? String.valueOf(message.properties().number(property, 0))
        : "";
  }

  private static String string(Received message, Property property) {
    String text = message.properties().string(property);
    return text == null ? "" : text;
  }

  private static String correlation(Received message) {
    Bytes bytes = message.properties().bytes(Property.CORRELATION_DATA);
    return bytes == null ? "" : bytes.text();
  }

  private static String users(Received message) {
    return message.properties().userProperties().stream()
        .map(each -> each.name() + ":" + each.value())
        .collect(Collectors.joining(" "));
  }

  /** The one that was asked for: {@code -F}, {@code --json}, or {@code -v} and {@code -N}. */
  static Format of(Given given) {
    String end = given.has("-N") ? "" : "\n";
    if (given.has("-F")) {
      return new Format(withEnd(parsed(given, given.text("-F", "")), end));
    }
    if (given.has("--json")) {
      return new Format(parsed(given, "%j\\n"));
    }
    List<Piece> pieces = new ArrayList<>();
    if (given.has("-v")) {
      pieces.add((message, out) -> put(out, message.topic() + " "));
      pieces.add((message, out) -> put(out, message.payload().isEmpty() ? "(null)" : ""));
    }
    pieces.add(Format::payload);
    return new Format(withEnd(pieces, end));
  }

  private static List<Piece> withEnd(List<Piece> pieces, String end) {
    return Stream.concat(pieces.stream(), Stream.<Piece>of((message, out) -> put(out, end)))
        .toList();
  }

  private static void payload(Received message, ByteArrayOutputStream out) {
    out.writeBytes(message.payload().toArray());
  }

  private static void put(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Piece> parsed(Given given, String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher field = FIELD.matcher(text);
    int at = 0;
    while (at < text.length()) {
      char each = text.charAt(at);
      if (each == '%' && field.region(at, text.length()).lookingAt()) {
        pieces.add(field(given, field));
        at = field.end();
      } else if (each == '@' && at + 1 < text.length()) {
        pieces.add(time(given, text.charAt(at + 1)));
        at += 2;
      } else if (each == '\\' && at + 1 < text.length()) {
        String plain = ESCAPES.get(text.charAt(at + 1));
        if (plain == null) {
          throw given.wrong("-F: \\" + text.charAt(at + 1) + " stands for nothing");
        }
        pieces.add((message, out) -> put(out, plain));
        at += 2;
      } else {
        int end = Math.max(at + 1, plainEnd(text, at));
        String plain = text.substring(at, end);
        pieces.add((message, out) -> put(out, plain));
        at = end;
      }
    }
    return pieces;
  }

  private static int plainEnd(String text, int from) {
    int end = from;
    while (end < text.length() && "%@\\".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static Piece field(Given given, Matcher field) {
    char letter = field.group(4).charAt(0);
    boolean bare = field.end() - field.start() == 2;
    if (letter == 'p' && bare) {
      return Format::payload; // which may be no text
    }
    Function<Received, String> value = FIELDS.get(letter);
    if (value == null) {
      throw given.wrong("-F: %" + letter + " stands for nothing; see the page on the command line");
    }
    String flags = field.group(1);
    int width = field.group(2).isEmpty() ? 0 : Integer.parseInt(field.group(2));
    int most = field.group(3) == null ? Integer.MAX_VALUE : Integer.parseInt(field.group(3));
    return (message, out) -> put(out, fitted(value.apply(message), flags, width, most));
  }

  private static String fitted(String text, String flags, int width, int most) {
    String cut = text.length() > most ? text.substring(0, most) : text;
    String fill = (flags.contains("0") ? "0" : " ").repeat(Math.max(0, width - cut.length()));
    return flags.contains("-") ? cut + fill.replace('0', ' ') : fill + cut;
  }

  private static Piece time(Given given, char letter) {
    String pattern = TIMES.get(letter);
    if (pattern == null) {
      throw given.wrong("-F: @" + letter + " stands for nothing; see the page on the command line");
    }
    return (message, out) -> put(out, pattern.formatted(message.local()));
  }

  /** The bytes that are printed. */
  byte[] of(Received message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pieces.forEach(piece -> piece.write(message, out));
    return out.toByteArray();
  }
}

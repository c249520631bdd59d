package io.heddle.auth.scram;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Utf8;
import java.util.Base64;
import java.util.List;

/**
 * The attributes of a message, {@code x=value} with commas between them, taken one after the other.
 * Belongs to one thread.
 */
final class Attributes {
  private final List<String> parts;
  private int next;

  Attributes(String text) {
    this.parts = List.of(text.split(",", -1));
  }

  /** The text of a message. */
  static String text(Bytes data) throws WrongMessage {
    String text = Utf8.decode(data.toArray(), 0, data.length());
    if (text == null) {
      throw new WrongMessage("a message of SCRAM is not UTF-8");
    }
    return text;
  }

  /** The value of the next attribute, which must be this one. */
  String take(char name) throws WrongMessage {
    String part = next < parts.size() ? parts.get(next) : "";
    if (!is(part, name)) {
      throw new WrongMessage("a message of SCRAM has no attribute " + name + " where it belongs");
    }
    next++;
    return part.substring(2);
  }

  /** Passes over what later versions may have put in; {@code m} is what must be understood. */
  void skipExtensions(boolean lastOne) throws WrongMessage {
    int end = parts.size() - (lastOne ? 1 : 0);
    for (; next < end; next++) {
      String part = parts.get(next);
      boolean letter = !part.isEmpty() && Character.toString(part.charAt(0)).matches("[A-Za-z]");
      if (!letter || part.length() < 3 || part.charAt(1) != '=' || is(part, 'm')) {
        throw new WrongMessage("a message of SCRAM has an extension that is not understood");
      }
    }
  }

  /** Nothing has come before, but an {@code m} that must be understood, which nothing is. */
  void refuseMandatory() throws WrongMessage {
    if (next < parts.size() && is(parts.get(next), 'm')) {
      throw new WrongMessage("a message of SCRAM has an extension that is not understood");
    }
  }

  private static boolean is(String part, char name) {
    return part.length() >= 2 && part.charAt(0) == name && part.charAt(1) == '=';
  }

  /** The bytes of a value in Base64. */
  static Bytes decoded(String value) throws WrongMessage {
    try {
      return Bytes.wrap(Base64.getDecoder().decode(value));
    } catch (IllegalArgumentException e) {
      throw new WrongMessage("a message of SCRAM has a value that is not Base64");
    }
  }
}

package io.heddle.config;

import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What values a setting takes: how they are written, and their bounds.
 *
 * @param <T> what a text becomes
 */
sealed interface Kind<T>
    permits Kind.Whole,
        Kind.Flag,
        Kind.Choice,
        Kind.Filters,
        Kind.Topic,
        Kind.Text,
        Address,
        ByteSize,
        Checked,
        CipherSuite,
        FileMode,
        FilePath,
        Labelled,
        Network,
        PageOrigin,
        Prefix,
        Secret,
        Several,
        TimeSpan,
        UrlPath {

  /**
   * The value that a text without surrounding white space stands for.
   *
   * @throws IllegalArgumentException when there is none; the message says what is wrong and what is
   *     allowed
   */
  T parse(String text);

  /** What is allowed, as a noun phrase: "a whole number from 1 to 1000". */
  String allowed();

  /** The text as it is shown to people: without what may be a secret. */
  default String shown(String text) {
    return text;
  }

  /** The exception for a text that is not allowed. */
  default IllegalArgumentException refusal(String problem) {
    return new IllegalArgumentException(problem + "; allowed is " + allowed());
  }

  /** A whole number within bounds, none of them negative, written in digits. */
  record Whole(int min, int max) implements Kind<Integer> {
    @Override
    public Integer parse(String text) {
      int sign = text.startsWith("-") ? 1 : 0;
      int digits = Digits.count(text, sign);
      if (digits == 0 || sign + digits < text.length()) {
        throw refusal("not a whole number");
      }
      long value = sign == 1 ? -1 : Digits.number(text, digits);
      if (value < min || value > max) {
        throw refusal("out of range");
      }
      return (int) value;
    }

    @Override
    public String allowed() {
      return "a whole number from " + min + " to " + max;
    }
  }

  /** Yes or no. */
  record Flag() implements Kind<Boolean> {
    @Override
    public Boolean parse(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw refusal("neither true nor false");
      };
    }

    @Override
    public String allowed() {
      return "true or false";
    }
  }

  /** One of the constants of an enum; {@code DROP_OLDEST} is written {@code drop-oldest}. */
  record Choice<E extends Enum<E>>(Class<E> type) implements Kind<E> {
    @Override
    public E parse(String text) {
      for (E constant : type.getEnumConstants()) {
        if (written(constant).equals(text)) {
          return constant;
        }
      }
      throw refusal("not one of the words");
    }

    @Override
    public String allowed() {
      List<String> words = new ArrayList<>();
      for (E constant : type.getEnumConstants()) {
        words.add(written(constant));
      }
      return "one of " + String.join(", ", words);
    }

    /** How a constant is written in a configuration. */
    static String written(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Topic filters separated by commas; a filter with a comma in it cannot be written. */
  record Filters() implements Kind<List<TopicFilter>> {
    @Override
    public List<TopicFilter> parse(String text) {
      List<TopicFilter> filters = new ArrayList<>();
      for (String part : text.split(",", -1)) {
        String filter = part.strip();
        if (filter.isEmpty()) {
          if (text.isEmpty()) {
            return List.of();
          }
          throw refusal("an empty filter");
        }
        try {
          filters.add(TopicFilter.of(filter));
        } catch (IllegalArgumentException e) {
          throw refusal("not a topic filter (" + e.getMessage() + ")");
        }
      }
      return List.copyOf(filters);
    }

    @Override
    public String allowed() {
      return "topic filters with commas between them, such as a/b, c/#";
    }
  }

  /**
   * A topic, or an empty text for none.
   *
   * @param mark what stands in it for something that is put in later
   */
  record Topic(String mark) implements Kind<String> {
    @Override
    public String parse(String text) {
      try {
        return text.isEmpty() ? text : TopicName.of(text).value();
      } catch (IllegalArgumentException e) {
        throw refusal("not a topic (" + e.getMessage() + ")");
      }
    }

    @Override
    public String allowed() {
      return "a topic without wildcards, such as a/b or a/" + mark + ", or empty";
    }
  }

  /** A text that is not empty. */
  record Text(String allowed) implements Kind<String> {
    @Override
    public String parse(String text) {
      if (text.isEmpty()) {
        throw refusal("empty");
      }
      return text;
    }
  }
}

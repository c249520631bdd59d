package io.heddle.cli.line;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What was given to a command, and is read with a sentence for what is wrong. */
public final class Given {
  private final ParseResult result;

  /** Of a part of a command line. */
  public Given(ParseResult result) {
    this.result = result;
  }

  /** Whether an option is there. */
  public boolean has(String option) {
    return result.hasMatchedOption(option);
  }

  /** The value of an option, or null. */
  public @Nullable String text(String option) {
    return result.matchedOptionValue(option, (String) null);
  }

  /** The value of an option, or what to take without it. */
  public String text(String option, String absent) {
    return result.matchedOptionValue(option, absent);
  }

  /** The values of an option that may come more than once. */
  public List<String> texts(String option) {
    return result.matchedOptionValue(option, List.of());
  }

  /** What an option has collected that takes its words itself: it counts as not matched. */
  public List<String> collected(String option) {
    OptionSpec spec = result.commandSpec().findOption(option);
    return spec != null && spec.getValue() instanceof List<?> all
        ? all.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** The number of an option, or what to take without it. */
  public long number(String option, long absent, long smallest, long largest) {
    String text = text(option);
    if (text == null) {
      return absent;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= smallest && number <= largest) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw wrong(
        option + " " + text + ": allowed is a whole number from " + smallest + " to " + largest);
  }

  /** A time in seconds, with parts of one, in milliseconds; or what to take without it. */
  public long millis(String option, long absent) {
    String text = text(option);
    if (text == null) {
      return absent;
    }
    if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      throw wrong(option + " " + text + ": allowed are seconds, such as 10 or 0.5");
    }
    return Math.round(Double.parseDouble(text) * 1000);
  }

  /** The word at a place, or null. */
  public @Nullable String word(int index) {
    return result.matchedPositionalValue(index, (String) null);
  }

  /** The word at a place where there has to be one. */
  public String needed(int index) {
    return result.matchedPositionalValue(index, "");
  }

  /** Asked wrongly, for this reason. */
  public ParameterException wrong(@Nullable String sentence) {
    return new ParameterException(result.commandSpec().commandLine(), String.valueOf(sentence));
  }
}

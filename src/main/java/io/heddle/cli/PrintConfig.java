package io.heddle.cli;

import io.heddle.cli.line.Terminal;
import io.heddle.config.Configuration;
import io.heddle.config.Effective;
import io.heddle.config.Sources;
import java.util.List;

/** {@code print-config}: every setting with its value and where that came from, in columns. */
record PrintConfig(Terminal terminal) implements Command {
  /** A value longer than this pushes its own line's columns to the right, not everybody's. */
  private static final int WIDEST = 24;

  @Override
  public int run(Configuration configuration, Sources sources) {
    List<Effective> settings = configuration.effective();
    int keys = 0;
    int values = 0;
    for (Effective setting : settings) {
      keys = Math.max(keys, setting.key().length());
      values = Math.max(values, Math.min(WIDEST, setting.value().length()));
    }
    for (Effective setting : settings) {
      String note = setting.note().isEmpty() ? "" : " (" + setting.note() + ")";
      String value = padded(setting.value(), values);
      terminal
          .out()
          .println(padded(setting.key(), keys) + " = " + value + "  " + setting.origin() + note);
    }
    return DONE;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}

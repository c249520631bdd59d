package io.heddle.config;

/**
 * A value that somebody gave.
 *
 * @param value the text without surrounding white space
 */
record Given(String key, String value, Origin origin) {

  /**
   * Where a value came from.
   *
   * @param prefix what an error message begins with
   * @param shown what {@code print-config} says
   */
  record Origin(String prefix, String shown) {
    /** The map of an embedder. */
    static final Origin MAP = new Origin("", "map");

    /** The folder of the image. */
    static final Origin IMAGE = new Origin("", Effective.DEFAULT);

    /** An option of the command line. */
    static final Origin OPTION = new Origin("-D ", "-D");

    /** A line of a file. */
    static Origin line(String file, int number) {
      String place = file + ":" + number;
      return new Origin(place + ": ", place);
    }

    /** A variable of the environment. */
    static Origin variable(String name) {
      return new Origin("environment " + name + ": ", "environment " + name);
    }
  }

  /** An error message about the key. */
  String error(String problem) {
    return origin.prefix + key + ": " + problem;
  }

  /** An error message about the value. */
  String valueError(String problem) {
    Setting<?> setting = Table.find(key);
    String shown = setting == null ? value : setting.kind().shown(value);
    return origin.prefix + key + " = " + shown + ": " + problem;
  }
}

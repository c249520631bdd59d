package io.heddle.config;

/**
 * One row of the table of settings.
 *
 * @param key its name in the file; {@code NAME} in it stands for the name of a listener, {@code ID}
 *     for that of a further certificate
 * @param kind what values it takes
 * @param fallback the text of its value when nobody gives one; empty for none
 * @param usual what the defaults file shows: {@link #fallback} if there is one, otherwise what
 *     people would most likely write
 * @param optional whether it may be left without a value, which is then written as an empty one
 * @param help what it does, in sentences
 */
record Setting<T>(
    String key, Kind<T> kind, String fallback, String usual, boolean optional, String help) {
  private static final String NAME = "NAME";
  private static final String ID = ".ID.";

  /** The ID of a further certificate that serves as an example. */
  static final String EXAMPLE = "other";

  /** A setting that has a default. */
  static <T> Setting<T> of(String key, Kind<T> kind, String fallback, String help) {
    return new Setting<>(key, kind, fallback, fallback, false, help);
  }

  /** A setting that may be without a value, and is by default. */
  static <T> Setting<T> optional(String key, Kind<T> kind, String usual, String help) {
    return new Setting<>(key, kind, "", usual, true, help);
  }

  /** A setting whose default follows from others. */
  static <T> Setting<T> derived(String key, Kind<T> kind, String usual, String help) {
    return new Setting<>(key, kind, "", usual, false, help);
  }

  /** This setting of the listener with that name. */
  Setting<T> of(String listener) {
    return of(listener, EXAMPLE);
  }

  /** This setting of the listener with that name, and of its further certificate with that ID. */
  Setting<T> of(String listener, String id) {
    String own = key.replace(NAME, listener).replace(ID, "." + id + ".");
    return new Setting<>(own, kind, fallback, usual, optional, help);
  }

  /** What is wrong with a value, or null-free: empty when it is right. */
  String problem(String value) {
    if (optional && value.isEmpty()) {
      return "";
    }
    if (value.indexOf('\0') >= 0) {
      return "has the character U+0000, which no value may have";
    }
    try {
      kind.parse(value);
      return "";
    } catch (IllegalArgumentException e) {
      String comment =
          value.contains(" #") && !(kind instanceof Kind.Filters)
              ? " (a comment needs a line of its own)"
              : "";
      return e.getMessage() + comment;
    }
  }
}

package io.heddle.config;

import java.util.List;

/** Everything that is wrong with a configuration. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String[] errors;

  /** An exception for at least one error. */
  ConfigurationException(List<String> errors) {
    super(String.join(System.lineSeparator(), errors));
    this.errors = errors.toArray(String[]::new);
  }

  /**
   * The errors, each one line: where (file and line, variable, option), key, value, what is wrong,
   * what is allowed.
   */
  public List<String> errors() {
    return List.of(errors);
  }
}

package io.heddle.auth.acl;

import java.util.List;

/** Everything that is wrong with a file of rules. */
public final class AclException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String[] errors;

  /** An exception for at least one error. */
  AclException(List<String> errors) {
    super(String.join(System.lineSeparator(), errors));
    this.errors = errors.toArray(String[]::new);
  }

  /** The errors, each one line: file and line, the word, what is wrong, what is allowed. */
  public List<String> errors() {
    return List.of(errors);
  }
}

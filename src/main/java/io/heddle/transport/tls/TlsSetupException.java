package io.heddle.transport.tls;

import java.util.List;

/** Everything that is wrong with the files and settings of TLS. */
public final class TlsSetupException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String[] errors;

  /** An exception for at least one error. */
  TlsSetupException(List<String> errors) {
    super(String.join(System.lineSeparator(), errors));
    this.errors = errors.toArray(String[]::new);
  }

  /** An exception for one error. */
  TlsSetupException(String error) {
    this(List.of(error));
  }

  /** An exception for what somebody else found in a file. */
  TlsSetupException(String error, Exception cause) {
    this(error);
    initCause(cause);
  }

  /** The errors, each one line: the file, what was found, what is needed. */
  public List<String> errors() {
    return List.of(errors);
  }
}

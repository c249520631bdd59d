package io.heddle.auth;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with a file of access control. */
public final class WrongFile extends Exception {
  /** Errors that are told; somebody who names a wrong file shall not get all its lines back. */
  static final int TOLD = 50;

  private static final long serialVersionUID = 1L;

  private final String[] errors;

  /**
   * An exception for at least one error.
   *
   * @param errors each one line: file, line number, what is wrong, what is to be done; no secrets
   */
  public WrongFile(List<String> errors) {
    this(told(errors), null);
  }

  /** An exception for a file that cannot be read. */
  public WrongFile(String error, Throwable cause) {
    this(new String[] {error}, cause);
  }

  private WrongFile(String[] errors, @Nullable Throwable cause) {
    super(String.join(System.lineSeparator(), errors), cause);
    this.errors = errors;
  }

  private static String[] told(List<String> errors) {
    if (errors.size() <= TOLD) {
      return errors.toArray(String[]::new);
    }
    List<String> told = new ArrayList<>(errors.subList(0, TOLD));
    told.add("and " + (errors.size() - TOLD) + " more errors");
    return told.toArray(String[]::new);
  }

  /** The errors, each one line, in the order of the file. */
  public List<String> errors() {
    return List.of(errors);
  }
}

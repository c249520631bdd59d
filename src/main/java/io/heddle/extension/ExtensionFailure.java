package io.heddle.extension;

import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/** An extension that cannot be started. The message says why, in one line for an operator. */
final class ExtensionFailure extends Exception {
  private static final long serialVersionUID = 1;

  /** Causes that are looked at: those of other people's faults may go round in a circle. */
  private static final int DEPTH = 20;

  ExtensionFailure(String words, @Nullable Throwable cause) {
    super(words, cause);
  }

  /** What an extension's own code threw, or the JVM while it linked it. */
  static ExtensionFailure of(String doing, Throwable fault) {
    return fault instanceof ExtensionFailure failure
        ? failure
        : new ExtensionFailure(doing + ": " + line(fault) + missing(fault), fault);
  }

  /** Whether a class of the JDK was not found, and what to do; empty when it is nothing of that. */
  private static String missing(Throwable fault) {
    Throwable each = fault;
    for (int depth = 0; each != null && depth < DEPTH; depth++, each = each.getCause()) {
      if (each instanceof NoClassDefFoundError || each instanceof ClassNotFoundException) {
        String module = RuntimeModules.of(String.valueOf(each.getMessage()));
        if (module != null) {
          return ": it needs " + RuntimeModules.advice(module);
        }
      }
    }
    return "";
  }

  /** A fault in one line; without the name of its class where its message is enough. */
  static String line(Throwable fault) {
    String message = fault.getMessage();
    Throwable cause = fault.getCause();
    String text =
        switch (fault) {
          case ServiceConfigurationError service when cause != null -> message + ": " + line(cause);
          case ExceptionInInitializerError initializer when cause != null ->
              "ExceptionInInitializerError: " + line(cause);
          case UnsupportedClassVersionError version ->
              "made for a newer Java than " + Runtime.version().feature() + ": " + message;
          case LinkageError linkage -> fault.getClass().getSimpleName() + ": " + message;
          default -> message == null || message.isBlank() ? fault.toString() : message;
        };
    return text.lines().findFirst().orElse("").strip();
  }
}

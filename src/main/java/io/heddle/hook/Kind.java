package io.heddle.hook;

import java.util.Locale;

/** What an interceptor decides on. */
public enum Kind {
  CONNECTION,
  CONNECT,
  SUBSCRIBE,
  UNSUBSCRIBE,
  PUBLISH,
  WILL;

  /** As metrics and the log have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.heddle.admin.web;

import io.heddle.mqtt.Bytes;
import java.util.Map;

/**
 * An answer.
 *
 * @param type of the content; empty when there is none
 * @param headers besides, each with one value
 */
public record Reply(int status, String type, Bytes content, Map<String, String> headers) {
  /** Copies the headers. */
  public Reply {
    headers = Map.copyOf(headers);
  }

  /** An answer with content. */
  public static Reply of(int status, String type, Bytes content) {
    return new Reply(status, type, content, Map.of());
  }

  /** An answer without content. */
  public static Reply empty(int status) {
    return new Reply(status, "", Bytes.EMPTY, Map.of());
  }

  /** Whether the connection ends with it: what the client still sends is not looked at. */
  boolean last() {
    return status == 413;
  }

  /** The same answer with other headers. */
  public Reply with(Map<String, String> others) {
    return new Reply(status, type, content, others);
  }
}

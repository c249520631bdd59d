package io.heddle.admin.web;

import io.heddle.mqtt.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param type of the content; empty when there is none
 * @param headers besides, each with one value
 * @param flow writes the content piece by piece, instead of what is here; null when all is here
 */
public record Reply(
    int status, String type, Bytes content, Map<String, String> headers, @Nullable Flow flow) {
  /** Copies the headers. */
  public Reply {
    headers = Map.copyOf(headers);
  }

  /** Content that is written while it comes, on the thread of the connection. */
  @FunctionalInterface
  public interface Flow {
    /** Writes it; what was written goes out when it is flushed. */
    void write(OutputStream out) throws IOException;
  }

  /** An answer whose content is written piece by piece. */
  public static Reply flowing(String type, Flow flow) {
    return new Reply(200, type, Bytes.EMPTY, Map.of(), flow);
  }

  /** An answer with content. */
  public static Reply of(int status, String type, Bytes content) {
    return new Reply(status, type, content, Map.of(), null);
  }

  /** An answer without content. */
  public static Reply empty(int status) {
    return new Reply(status, "", Bytes.EMPTY, Map.of(), null);
  }

  /** Whether the connection ends with it: what the client still sends is not looked at. */
  boolean last() {
    return status == 413;
  }

  /** The same answer with other headers. */
  public Reply with(Map<String, String> others) {
    return new Reply(status, type, content, others, flow);
  }
}

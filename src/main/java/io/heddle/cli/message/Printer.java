package io.heddle.cli.message;

import io.heddle.cli.client.Connection;
import io.heddle.cli.line.Terminal;
import io.heddle.codec.Packet;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * Prints messages as they come: what is printed is shown when there is nothing more to read, and
 * not message by message. Used by one thread.
 */
final class Printer {
  private static final int BUFFER = 64 * 1024;

  private final Terminal terminal;
  private final Format format;
  private final OutputStream out;

  Printer(Terminal terminal, Format format) {
    this.terminal = terminal;
    this.format = format;
    out = new BufferedOutputStream(terminal.out(), BUFFER);
  }

  /** Shows what it has whenever this connection has nothing. */
  void watch(Connection connection) {
    connection.idle(() -> {
      try {
        show();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /** Prints a message. */
  void print(Packet.Publish message) throws IOException {
    out.write(format.of(new Received(message, Instant.now())));
  }

  /** Shows all that was printed. */
  void show() throws IOException {
    out.flush();
    if (terminal.out().checkError()) {
      throw new IOException("nobody reads what is printed");
    }
  }
}

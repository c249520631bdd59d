package io.heddle.cli.message;

import io.heddle.cli.client.Connection;
import io.heddle.cli.line.FailedException;
import io.heddle.cli.line.Given;
import io.heddle.cli.line.Task;
import io.heddle.cli.line.Terminal;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import java.io.IOException;

/**
 * What a command tells beside what it was asked for.
 *
 * @param debug whether it tells what happens
 * @param quiet whether it does not even tell what goes wrong
 */
record Notes(Terminal terminal, boolean debug, boolean quiet) {
  static Notes of(Given given, Terminal terminal) {
    return new Notes(terminal, given.has("-d"), given.has("--quiet"));
  }

  /** Something has happened. */
  void tell(String sentence) {
    if (debug) {
      terminal.err().println("heddle: " + sentence);
    }
  }

  /** Something is not as it was wanted. */
  void warn(String sentence) {
    if (!quiet) {
      terminal.err().println("heddle: " + sentence);
    }
  }

  /** We are connected. */
  void connected(Connection connection, ConnectWords words) {
    String assigned = connection.connack().properties().string(Property.ASSIGNED_CLIENT_IDENTIFIER);
    Packet.Connect connect = words.connect();
    tell(
        "connected to "
            + words.target().label()
            + " as "
            + (assigned == null ? connect.clientId() : assigned)
            + " with MQTT "
            + connect.version()
            + (connection.connack().sessionPresent() ? ", and the session goes on" : ""));
  }

  /** The same task, which says nothing of its failure when it is to be quiet. */
  Task guarded(Task task) {
    return !quiet
        ? task
        : () -> {
          try {
            return task.run();
          } catch (FailedException e) {
            return e.code();
          } catch (IOException e) {
            return Task.FAILED;
          }
        };
  }
}

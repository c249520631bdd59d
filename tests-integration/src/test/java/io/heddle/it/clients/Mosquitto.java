package io.heddle.it.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.it.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The command line clients of Mosquitto, in one version of the protocol, on one broker. */
record Mosquitto(String version, int port) {
  private static final Pattern SUBSCRIBED = Pattern.compile("Subscribed \\(mid: \\d+\\): .*");

  /** A mosquitto_sub that runs. */
  record Subscriber(Command command) implements AutoCloseable {
    /** The messages that came, all of them, are these. */
    void expect(Post... posts) {
      expect(List.of(posts).stream().map(Subscriber::line).toArray(String[]::new));
    }

    /** The lines of its output format that came, all of them, are these. */
    void expect(String... lines) {
      Awaitility.await().atMost(Mailbox.LIMIT).until(() -> posts().size() >= lines.length);
      assertEquals(List.of(lines), posts());
    }

    private List<String> posts() {
      return command.stdout().stream().filter(line -> line.startsWith("post ")).toList();
    }

    private static String line(Post post) {
      return "post %d %d %s %s"
          .formatted(post.qos(), post.retained() ? 1 : 0, post.topic(), post.payload());
    }

    /** Ends it with SIGTERM, after which it says DISCONNECT. */
    void leave() throws IOException {
      command.terminate();
      command.awaitExit(Mailbox.LIMIT);
    }

    /** Ends it with SIGKILL. */
    @Override
    public void close() {
      command.close();
    }
  }

  /**
   * A subscriber that tells QoS, retained flag, topic and payload of each message; subscribed when
   * this returns.
   */
  Subscriber subscribe(String filter, int qos, String... more) throws IOException {
    return subscribe("post %q %r %t %p", filter, qos, more);
  }

  /** A subscriber with a format of its own, which begins with {@code post}. */
  Subscriber subscribe(String format, String filter, int qos, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("-d", "-F", format, "-t", filter));
    words.addAll(List.of("-q", Integer.toString(qos)));
    words.addAll(List.of(more));
    Command command = start("mosquitto_sub", words);
    command.awaitOutput(SUBSCRIBED, Mailbox.LIMIT);
    return new Subscriber(command);
  }

  /** Publishes one message; it was acknowledged when this returns. */
  void publish(Post post, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("-t", post.topic()));
    words.addAll(post.payload().isEmpty() ? List.of("-n") : List.of("-m", post.payload()));
    words.addAll(List.of("-q", Integer.toString(post.qos())));
    if (post.retained()) {
      words.add("-r");
    }
    words.addAll(List.of(more));
    run("mosquitto_pub", words);
  }

  /** Runs a client to its end, which must be a good one; answers its output. */
  List<String> run(String client, List<String> arguments) throws IOException {
    try (Command command = start(client, arguments)) {
      assertEquals(0, command.awaitExit(Mailbox.LIMIT), command::toString);
      return command.stdout();
    }
  }

  /** Starts a client, whose output comes line by line. */
  Command start(String client, List<String> arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("stdbuf", "-oL", client, "-V", version));
    words.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(port)));
    words.addAll(arguments);
    return Command.run(words, Map.of(), Path.of(""));
  }

  /** What makes a client's session outlive it. */
  String[] kept(String clientId) {
    return version.equals("mqttv5")
        ? new String[] {"-c", "-i", clientId, "-x", Integer.toString(Login.HOUR)}
        : new String[] {"-c", "-i", clientId};
  }
}

package io.heddle.auth.acl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Client;
import io.heddle.api.Peer;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.function.Executable;

/** Rules of a text, and questions in few words. */
record Asked(Acl acl) {
  static final String FILE = "acl";

  static Asked rules(String... lines) {
    try {
      return new Asked(new Acl(AclFile.parse(FILE, String.join("\n", lines).getBytes(UTF_8))));
    } catch (AclException e) {
      throw new AssertionError(e);
    }
  }

  /** Pairs of question and answer. */
  static void check(Asked rules, Client client, String... pairs) {
    List<Executable> checks = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      String question = pairs[i];
      String answer = pairs[i + 1];
      checks.add(() -> assertEquals(answer, rules.says(client, question), question));
    }
    assertAll(checks);
  }

  /** What is wrong with a text. */
  static List<String> errors(String... lines) {
    try {
      AclFile.parse(FILE, String.join("\n", lines).getBytes(UTF_8));
      return List.of();
    } catch (AclException e) {
      return e.errors();
    }
  }

  static Client client(String user, String id, String... groups) {
    return new Client(id, user, Set.of(groups), new Peer("tcp", null, List.of()));
  }

  static Client from(String address) {
    InetSocketAddress socket = new InetSocketAddress(address, 1234);
    return new Client("c", "u", Set.of(), new Peer("tcp", socket, List.of()));
  }

  /**
   * The answer to a question such as {@code publish a/b}, {@code publish2 a/b}, {@code retain a/b},
   * {@code subscribe1 a/+}, {@code receive a/b} or {@code connect}, as {@code allow 3} (of line 3),
   * {@code allow 3 qos 1}, {@code deny 3} or {@code none}.
   */
  String says(Client client, String question) {
    String[] words = question.split(" ", 2);
    String verb = words[0].replaceAll("[0-9]", "");
    Qos qos = Qos.of(verb.equals(words[0]) ? 0 : words[0].charAt(verb.length()) - '0');
    return text(
        switch (verb) {
          case "connect" -> acl.decide(client, new Action.Connect());
          case "publish", "retain" ->
              acl.decide(
                  client, new Action.Publish(TopicName.of(words[1]), qos, verb.equals("retain")));
          case "subscribe" -> {
            TopicFilter filter = TopicFilter.of(words[1]);
            yield acl.decide(
                client, new Action.Subscribe(filter.unshared(), qos, filter.shareName()));
          }
          case "receive" -> acl.mayReceive(client, TopicName.of(words[1]));
          default -> throw new IllegalArgumentException(question);
        });
  }

  private static String text(Access access) {
    return switch (access) {
      case Access.Allowed(Qos most, String rule) ->
          "allow " + line(rule) + (most == Qos.EXACTLY_ONCE ? "" : " qos " + most.value());
      case Access.Denied(String rule) -> "deny " + line(rule);
      case Access.NoOpinion() -> "none";
    };
  }

  /** The number in {@code acl:3: …}, or {@code file} for what stands on no line. */
  private static String line(String rule) {
    String number = rule.substring(FILE.length() + 1).replaceFirst("(?s):.*", "");
    return number.matches("[0-9]+") ? number : "file";
  }
}

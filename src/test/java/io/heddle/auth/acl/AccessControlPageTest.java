package io.heddle.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules in docs/access-control.md are rules, and say what the page says that they do. */
class AccessControlPageTest {
  private static final Pattern BLOCK = Pattern.compile("```\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern RULE = Pattern.compile("`((?:allow|deny) [^`…]+)`");

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/access-control.md"));
  }

  private static Asked block(int index) throws IOException {
    List<MatchResult> blocks = BLOCK.matcher(page()).results().toList();
    return Asked.rules(blocks.get(index).group(1));
  }

  @Test
  void theFirstExample() throws IOException {
    Asked rules = block(0);
    Client alice = Asked.client("alice", "phone7");
    Asked.check(
        rules,
        alice,
        "publish devices/bob/light",
        "none",
        "publish1 devices/alice/light",
        "allow 7 qos 1",
        "retain devices/alice/light",
        "none",
        "subscribe commands/alice/#",
        "allow 8",
        "subscribe #",
        "deny 11",
        "connect",
        "none");
    Asked.check(
        rules, Asked.client("o", "c", "ops"), "connect", "deny 3", "subscribe #", "allow 4");
  }

  @Test
  void theExampleOfReceiving() throws IOException {
    Asked rules = block(3);
    Client client = Asked.client("u", "c");
    Asked.check(rules, client, "subscribe #", "allow 2", "receive secret/x", "deny 1");
  }

  @Test
  void everyRuleInTheTextIsOne() throws IOException {
    List<String> rules = RULE.matcher(page()).results().map(rule -> rule.group(1)).toList();
    assertTrue(rules.size() > 12, rules::toString);
    for (String rule : rules) {
      assertEquals(List.of(), Asked.errors(rule), rule);
    }
  }
}

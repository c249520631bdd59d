package io.heddle.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Client;
import io.heddle.api.Peer;
import io.heddle.builtin.RewriteRule.Scope;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule makes of a topic or filter. */
class RewriteRuleTest {
  private static final Client ANNE = client("c1", "anne");

  private static Client client(String clientId, @Nullable String user) {
    return new Client(clientId, user, Set.of(), new Peer("tcp", null, List.of()));
  }

  private static @Nullable String apply(String filter, String to, String text, Client client) {
    assertEquals("", RewriteRule.filterProblem(filter));
    assertEquals("", RewriteRule.problem(filter, to));
    return new RewriteRule(Scope.ALL, filter, to).apply(text, client);
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, x/y, a/b, x/y",
    "a/+/b/#, x/{1}/{#}, a/1/b/c/d, x/1/c/d",
    "a/+/+/#, {2}/{1}/{#}, a/1/2/3, 2/1/3",
    "a/#, x/{#}, a/b/c, x/b/c",
    "a/#, x/{#}, a, x",
    "a/#, {#}/x, a, x",
    "a/#, x/{#}, a/, x",
    "#, all/{#}, a/b, all/a/b",
    "+, all/{1}, a, all/a",
    "a/+, x-{1}-{1}, a/b, x-b-b",
    "a/+, '{1}', a/$1, $1",
    "a, u/%u/%c, a, u/anne/c1",
    "a/#, x/{#}, a/+/b/#, x/+/b/#",
    "a/+, x/{1}, a/+, x/+"
  })
  void matches(String filter, String to, String text, String result) {
    assertEquals(result, apply(filter, to, text, ANNE));
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, a/b/c",
    "a/b, a",
    "a/b, a/bc",
    "a/#, ab",
    "a/+, a",
    "a/+, a/b/c",
    "a/+, a/#",
    "a/+/#, a/#",
    "a/+/#, a",
    "#, $SYS/a",
    "+/a, $SYS/a"
  })
  void doesNotMatch(String filter, String text) {
    assertNull(apply(filter, "x", text, ANNE));
  }

  @Test
  void aNameThatIsMissingOrCouldDoHarmIsNotPutIn() {
    assertNull(apply("a", "u/%u", "a", client("c1", null)));
    for (String harmful : List.of("a/b", "+", "#", "")) {
      assertNull(apply("a", "u/%u", "a", client("c1", harmful)), harmful);
    }
    assertNull(apply("a", "%c/x", "a", client("$SYS", null)));
    assertEquals("x/$SYS", apply("a", "x/%c", "a", client("$SYS", null)));
  }

  @ParameterizedTest
  @CsvSource({
    "a/+, x/{2}, {2}: the filter has 1 levels +",
    "a/+, x/{#}, {#}: the filter has no #",
    "a/#, x{#}, x{#}: {#} stands alone in its level",
    "a/+, x/{0}, '{0}: allowed are {1}, {2} and so on, and {#}'",
    "a/+, x/{name}, '{name}: allowed are {1}, {2} and so on, and {#}'",
    "a/+, x/+, a topic is not empty",
    "a/+, x/#, a topic is not empty",
    "a/+, $share/g/x, $share/NAME/ is kept",
    "a/+, x/u%u, u%u: %u (user name)"
  })
  void problems(String filter, String to, String beginning) {
    String problem = RewriteRule.problem(filter, to);
    assertTrue(problem.startsWith(beginning), problem);
  }

  @Test
  void aFilterIsOneWithoutShare() {
    assertTrue(RewriteRule.filterProblem("a/#/b").startsWith("not a topic filter"));
    assertTrue(RewriteRule.filterProblem("$share/g/a").startsWith("a rule is about"));
  }
}

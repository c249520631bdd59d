package io.heddle.admin.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lists in parts, without a broker. */
class PagingTest {
  private final TreeSet<String> names = new TreeSet<>();
  private final AtomicLong looks = new AtomicLong();

  private Stream<String> from(String first) {
    return names.tailSet(first, true).stream().peek(each -> looks.incrementAndGet());
  }

  private Paging<String> paging(String prefix) {
    return Paging.ofClients(this::from, each -> each, names::size, prefix);
  }

  private static Call call(Long limit, String cursor) {
    Map<Item<?>, Object> given = new HashMap<>();
    given.put(Paging.LIMIT, limit);
    if (cursor != null) {
      given.put(Paging.CURSOR, cursor);
    }
    return new Call(new Caller("x", Role.READ), new Given(given), new Given(Map.of()));
  }

  @Test
  void aPartCostsWhatItHoldsHoweverLongTheListIs() throws Problem {
    IntStream.range(0, 100_000).forEach(i -> names.add("client-" + i));
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      looks.set(0);
      Listed<String> part = paging(null).part(call(1000L, cursor), null);
      assertEquals(100_000, part.total());
      assertTrue(looks.get() <= 1001, () -> "looked at " + looks);
      seen.addAll(part.items());
      cursor = part.next();
    } while (cursor != null);
    assertEquals(List.copyOf(names), seen);
  }

  @Test
  void aFilterThatLeavesNothingEndsAPartAfterAWhile() throws Problem {
    IntStream.range(0, 25_000).forEach(i -> names.add("client-" + i));
    Listed<String> first = paging(null).part(call(10L, null), each -> each.equals("client-9999"));
    assertEquals(1, first.total());
    assertEquals(List.of(), first.items());
    looks.set(0);
    Listed<String> second =
        paging(null).part(call(10L, first.next()), each -> each.equals("client-9999"));
    assertTrue(looks.get() <= 10_001, () -> "looked at " + looks);
    assertEquals(1, second.total());
    Listed<String> third =
        paging(null)
            .part(call(10L, assertNotNullText(second.next())), each -> each.equals("client-9999"));
    assertEquals(List.of("client-9999"), third.items());
  }

  private static String assertNotNullText(String text) {
    assertNotNull(text);
    return text;
  }

  @Test
  void whoComesAndGoesMeanwhileShowsNobodyTwice() throws Problem {
    names.addAll(List.of("a", "b", "c", "d"));
    Listed<String> first = paging(null).part(call(2L, null), null);
    names.removeAll(List.of("a", "b"));
    names.add("bb");
    names.add("aa");
    Listed<String> second = paging(null).part(call(9L, first.next()), null);
    assertEquals(List.of("bb", "c", "d"), second.items());
    assertEquals(4, second.total());
  }

  @Test
  void aPrefixIsAStretchOfTheOrder() throws Problem {
    names.addAll(List.of("a", "pump", "pump-1", "pump-2", "q"));
    assertEquals(
        List.of("pump", "pump-1", "pump-2"), paging("pump").part(call(9L, null), null).items());
    assertEquals(3, paging("pump").part(call(1L, null), null).total());
  }

  @Test
  void aCursorOfNobodyIsAProblem() {
    for (String wrong : List.of("", "?", "YQ", "IA==x")) {
      assertThrows(Problem.class, () -> paging(null).part(call(1L, wrong), null));
    }
  }
}

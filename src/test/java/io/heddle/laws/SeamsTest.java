package io.heddle.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Time, chance and threads come from one place, {@code broker.Machine}, or no simulation could play
 * a run again. The command line is a process, not a broker, and free.
 */
class SeamsTest {
  /** Calls that bring in what the machine should, as {@code class.method}. */
  private static final List<Pattern> SOURCES =
      Stream.of(
              "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)",
              "java\\.time\\.\\w+\\.(now|system\\w*)",
              "java\\.lang\\.Thread\\.(ofVirtual|ofPlatform|startVirtualThread|sleep|<init>)",
              "java\\.util\\.concurrent\\.Executors\\.\\w+",
              "java\\.util\\.concurrent\\.\\w+(Executor|Pool)\\.<init>",
              "java\\.util\\.concurrent\\.CompletableFuture\\.\\w+Async",
              "java\\.util\\.Timer\\.<init>",
              "java\\.util\\.(Splittable)?Random\\.<init>",
              "java\\.util\\.concurrent\\.ThreadLocalRandom\\.current",
              "java\\.util\\.UUID\\.randomUUID",
              "java\\.lang\\.Math\\.random",
              "java\\.security\\.SecureRandom\\.<init>")
          .map(Pattern::compile)
          .toList();

  /** Those who make the machine, and the carriers, which are below it: they measure themselves. */
  private static final Set<String> MAKERS =
      Set.of(
          "io.heddle.Ground",
          "io.heddle.broker.SystemTimer",
          "io.heddle.broker.SystemThreads",
          "io.heddle.transport.carrier.Carrier",
          "io.heddle.transport.carrier.Demand");

  @Test
  void onlyTheMachineHasTimeChanceAndThreads() {
    List<String> broken =
        calls()
            .filter(call -> !MAKERS.contains(call.getOriginOwner().getName()))
            .map(JavaAccess::getDescription)
            .distinct()
            .toList();
    assertEquals(List.of(), broken, "ask the Machine");
  }

  @Test
  void thereIsNoExceptionTooMany() {
    Set<String> found = new TreeSet<>();
    calls().forEach(call -> found.add(call.getOriginOwner().getName()));
    assertTrue(found.containsAll(MAKERS), () -> "of " + MAKERS + " only these need it: " + found);
  }

  private static Stream<JavaAccess<?>> calls() {
    return Rooms.CLASSES.stream()
        .filter(type -> Rooms.ours(type) && !Rooms.of(type).equals("cli"))
        .flatMap((JavaClass type) -> type.getAccessesFromSelf().stream())
        .filter(SeamsTest::isSource);
  }

  private static boolean isSource(JavaAccess<?> call) {
    String name = call.getTargetOwner().getName() + "." + call.getName();
    return SOURCES.stream().anyMatch(source -> source.matcher(name).matches());
  }
}

package io.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the image promises whoever installs, moves and supervises it. */
class ImageTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern READY =
      Pattern.compile(
          "heddle ready tcp://127\\.0\\.0\\.1:\\d+ ws://127\\.0\\.0\\.1:\\d+/mqtt"
              + " http://127\\.0\\.0\\.1:\\d+/metrics http://127\\.0\\.0\\.1:\\d+/api/v1");

  /** Makes the JVM refuse to start when it cannot use the AOT cache. */
  private static final Map<String, String> WITH_CACHE =
      Map.of("HEDDLE_JVM_OPTIONS", "-XX:AOTMode=on");

  private static final List<String> ANY_PORT =
      List.of("-D", "listener.tcp.port=0", "-D", "listener.ws.port=0", "-D", "metrics.port=0");

  @TempDir Path folder;

  @Test
  void saysInOneLineWhereItListens() throws Exception {
    try (Image image = Image.start()) {
      assertTrue(READY.matcher(image.readyLine()).matches(), image.readyLine());
      assertEquals(List.of(image.readyLine()), image.stdout());
      try (Socket socket = new Socket(image.host(), image.port())) {
        assertTrue(socket.isConnected());
      }
    }
  }

  @Test
  void theProcessOfTheLauncherIsTheJvm() throws Exception {
    try (Image image = Image.start()) {
      String running = ProcessHandle.of(image.pid()).orElseThrow().info().command().orElseThrow();
      assertEquals(
          Image.home().resolve("runtime/bin/java").toRealPath(), Path.of(running).toRealPath());
    }
  }

  @Test
  void clientsRunOnCarriersOfItsOwn() throws Exception {
    try (Image image = Image.start()) {
      String jcmd = Image.home().resolve("runtime/bin/jcmd").toString();
      List<String> threads = List.of(jcmd, Long.toString(image.pid()), "Thread.print");
      try (Command command = Command.run(threads, Map.of(), folder)) {
        assertEquals(0, command.awaitExit(LIMIT), command::toString);
        assertTrue(command.stdout().toString().contains("heddle-carrier-1"), command::toString);
      }
    }
  }

  @Test
  void usesTheCacheWhereItWasBuilt() throws Exception {
    Image.start(Image.home(), WITH_CACHE).close();
  }

  @Test
  void aCopyUsesTheCache() throws Exception {
    Image.start(copy(folder.resolve("a copy")), WITH_CACHE).close();
  }

  @Test
  void aMovedImageUsesTheCache() throws Exception {
    Path moved = folder.resolve("moved/to");
    Files.createDirectories(moved.getParent());
    Files.move(copy(folder.resolve("from")), moved);
    Image.start(moved, WITH_CACHE).close();
  }

  @Test
  void theCacheIsRefusedWithOtherFlags() throws Exception {
    // Were it not, the tests with AOTMode=on would prove nothing.
    String flags = "-XX:AOTMode=on -XX:-UseCompactObjectHeaders";
    try (Command command =
        Command.run(Image.home(), Map.of("HEDDLE_JVM_OPTIONS", flags), ANY_PORT)) {
      assertNotEquals(0, command.awaitExit(LIMIT), command::toString);
    }
  }

  @Test
  void oneSettingRaisesTheHeapAndKeepsTheCache() throws Exception {
    Map<String, String> environment = new HashMap<>(WITH_CACHE);
    environment.put("HEDDLE_HEAP", "1g");
    try (Image image = Image.start(Image.home(), environment)) {
      String jcmd = Image.home().resolve("runtime/bin/jcmd").toString();
      List<String> flags = List.of(jcmd, Long.toString(image.pid()), "VM.flags");
      try (Command command = Command.run(flags, Map.of(), folder)) {
        assertEquals(0, command.awaitExit(LIMIT), command::toString);
        assertTrue(command.stdout().toString().contains("MaxHeapSize=1073741824"));
      }
    }
  }

  @Test
  void aLargeMachineUsesTheCacheToo() throws Exception {
    Map<String, String> environment =
        Map.of("HEDDLE_JVM_OPTIONS", "-XX:AOTMode=on -XX:MaxRAM=128g");
    Image.start(Image.home(), environment).close();
  }

  @Test
  void aHeapTooLargeForTheCacheIsNoError() throws Exception {
    try (Command command =
        Command.run(Image.home(), Map.of("HEDDLE_HEAP", "40g"), List.of("--version"))) {
      assertEquals(0, command.awaitExit(LIMIT), command::toString);
      assertEquals(List.of(), command.stderr());
    }
  }

  @Test
  void aWrongHeapIsOneClearLine() throws Exception {
    for (String heap : List.of("1GB", "8m", "much", "0", "-1g", "1.5g")) {
      try (Command command = Command.run(Image.home(), Map.of("HEDDLE_HEAP", heap), ANY_PORT)) {
        assertEquals(1, command.awaitExit(LIMIT), command::toString);
        assertEquals(1, command.stderr().size(), command::toString);
        assertTrue(command.stderr().get(0).startsWith("heddle: HEDDLE_HEAP=" + heap + ": "));
      }
    }
  }

  @Test
  void startsFromAnyFolder() throws Exception {
    startsAs(Image.home().resolve("bin/heddle").toString());
  }

  @Test
  void startsThroughSymbolicLinks() throws Exception {
    Path absolute = folder.resolve("absolute");
    Files.createSymbolicLink(absolute, Image.home().resolve("bin/heddle"));
    startsAs(absolute.toString());
    Path relative = Files.createDirectories(folder.resolve("bin")).resolve("relative");
    Files.createSymbolicLink(relative, Path.of("../absolute"));
    startsAs(relative.toString());
    // JUnit warns about links that it finds.
    Files.delete(relative);
    Files.delete(absolute);
  }

  @Test
  void resolvesTheModulesThatExtensionsMayUse() throws Exception {
    List<String> promised =
        List.of(
            "java.sql",
            "java.net.http",
            "java.naming",
            "java.xml",
            "java.management",
            "jdk.unsupported",
            "jdk.jfr");
    Map<String, String> environment = Map.of("HEDDLE_JVM_OPTIONS", "--show-module-resolution");
    try (Image image = Image.start(Image.home(), environment)) {
      List<String> missing = new ArrayList<>(promised);
      missing.removeIf(
          module -> image.stdout().stream().anyMatch(line -> line.startsWith("root " + module)));
      assertEquals(List.of(), missing);
    }
  }

  /** Starts the broker by this name, in a folder that is not its own. */
  private void startsAs(String launcher) throws IOException {
    List<String> words = new ArrayList<>(List.of(launcher));
    words.addAll(ANY_PORT);
    Image.ready(Command.run(words, WITH_CACHE, folder)).close();
  }

  /** Copies the image as a person would, which gives every file a new date. */
  private Path copy(Path to) throws IOException {
    List<String> words = List.of("cp", "-r", Image.home().toString(), to.toString());
    try (Command command = Command.run(words, Map.of(), folder)) {
      assertEquals(0, command.awaitExit(LIMIT), command::toString);
    }
    return to;
  }
}

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Trains the image's AOT cache: {@code java Train.java IMAGE}.
 *
 * <p>Starts the image's own launcher, so that training and running have the same flags by
 * construction, speaks MQTT with it until the classes of everyday use are loaded and profiled, and
 * ends it with SIGTERM; the JVM then writes {@code lib/heddle.aot}. A conversation that fails is a
 * warning, because the image works without a good cache; a missing cache is an error.
 */
class Train {
  private static final int SCRAPES = 5;

  void main(String[] args) throws Exception {
    Path image = Path.of(args[0]).toAbsolutePath();
    Path cache = image.resolve("lib/heddle.aot");
    Path scratch = Files.createTempDirectory("heddle-train");
    Process broker = start(image, cache, scratch);
    List<String> said = new ArrayList<>();
    try {
      BufferedReader out = broker.inputReader();
      String ready = ready(out, said);
      CompletableFuture<Void> rest =
          CompletableFuture.runAsync(() -> out.lines().forEach(said::add));
      readMetrics(said.getLast());
      for (Dialogue dialogue : Dialogue.all(port(ready, "tcp"), port(ready, "ws"))) {
        try {
          dialogue.speak();
        } catch (IOException e) {
          System.err.println(
              "train: warning: MQTT version byte "
                  + dialogue.level()
                  + ": "
                  + e
                  + "; the cache will be less good");
        }
      }
      // Not Process.destroy(), which closes the pipes: what the JVM says at its end would be lost.
      broker.toHandle().destroy();
      if (!broker.waitFor(5, TimeUnit.MINUTES)) {
        throw new IOException("the broker did not end");
      }
      rest.get(10, TimeUnit.SECONDS);
      if (!Files.exists(cache)) {
        throw new IOException("the JVM wrote no AOT cache");
      }
    } catch (Exception e) {
      said.forEach(System.err::println);
      System.err.println("train: " + e);
      System.exit(1);
    } finally {
      broker.destroyForcibly();
      delete(scratch);
    }
  }

  private static Process start(Path image, Path cache, Path scratch) throws IOException {
    // With the word, which a broker needs not: so the classes of the whole grammar are in the
    // cache.
    List<String> command =
        new ArrayList<>(List.of(image.resolve("bin/heddle").toString(), "serve"));
    // Without admin.port: with the classes of the REST interface two adapters of JDK 25's cache
    // have the
    // same identity, and each start would warn of it.
    for (String port : List.of("listener.tcp.port", "listener.ws.port", "metrics.port")) {
      command.addAll(List.of("-D", port + "=0"));
    }
    command.addAll(List.of("-D", "data.directory=" + scratch.resolve("data")));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(name ->
            name.startsWith("HEDDLE_")
                || name.startsWith("JDK_JAVA")
                || name.equals("JAVA_TOOL_OPTIONS"));
    builder.environment().put("HEDDLE_JVM_OPTIONS", "-XX:AOTCacheOutput=" + cache);
    return builder.start();
  }

  /** The port of the listener whose address has this scheme. */
  private static int port(String ready, String scheme) throws IOException {
    Matcher matcher = Pattern.compile(" " + scheme + "://[^ ]*:(\\d+)").matcher(ready);
    if (!matcher.find()) {
      throw new IOException("no listener with " + scheme + " in: " + ready);
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** The ready line; ends with the broker's output if there is no such line. */
  private static String ready(BufferedReader out, List<String> said) throws IOException {
    String line;
    while ((line = out.readLine()) != null) {
      said.add(line);
      if (line.startsWith("heddle ready ")) {
        return line;
      }
    }
    throw new IOException("the broker did not become ready");
  }

  /** As Prometheus does it: the classes that answer it are in the cache, too. */
  private static void readMetrics(String readyLine) throws IOException {
    for (String word : readyLine.split(" ")) {
      for (int i = 0; i < SCRAPES && word.startsWith("http://"); i++) {
        try (InputStream answer = URI.create(word).toURL().openStream()) {
          answer.readAllBytes();
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path path : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }
}

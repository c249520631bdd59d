package io.heddle.cli.bench;

import io.heddle.cli.line.Given;
import io.heddle.cli.line.Json;
import io.heddle.cli.line.Part;
import io.heddle.cli.line.Task;
import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bench conn}, {@code pub} and {@code sub}: a run of many clients, and what comes of it. */
public final class Bench implements Task {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double[] PARTS = {0.5, 0.99, 0.999};
  private static final String[] NAMES = {"p50", "p99", "p99.9"};

  private final BenchWords words;
  private final Load load;
  private final Terminal terminal;
  private final boolean json;
  private final Tally tally;

  private Bench(BenchWords words, Load load, Terminal terminal, boolean json) {
    this.words = words;
    this.load = load;
    this.terminal = terminal;
    this.json = json;
    tally = new Tally(words.limit());
  }

  /** The command. */
  public static Part part() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put(
        "conn",
        part(
            "Connects many clients.",
            Load.CONN,
            "heddle bench conn -c 10000 -i 1 --duration 60",
            "heddle bench conn -h broker.example -S --cafile ca.pem -c 1000 -R 200"));
    parts.put(
        "pub",
        part(
            "Publishes with many clients.",
            Load.PUB,
            "heddle bench pub -c 100 -I 100 -t bench/%i -s 256 -q 1",
            "heddle bench pub -c 10 -I 0 -F 100 -q 1 -t bench/%i --limit 1000000 --json"));
    parts.put(
        "sub",
        part(
            "Subscribes with many clients, and says how long the messages of bench pub took.",
            Load.SUB,
            "heddle bench sub -c 100 -t bench/%i -q 1",
            "heddle bench sub -c 1 -t 'bench/#' --limit 1000000"));
    return Part.above(
        "Measures a broker with many clients; the words are those of emqtt-bench.", parts);
  }

  private static Part part(String description, Load load, String... examples) {
    return Part.ofHost(
        description,
        (CommandSpec spec) -> Words.examples(BenchWords.addTo(spec, load), examples),
        (Given given, Terminal terminal) ->
            new Bench(BenchWords.of(given, terminal, load), load, terminal, given.has("--json")));
  }

  @Override
  public int run() {
    Swarm swarm = new Swarm(words, load, tally, terminal);
    long started = System.nanoTime();
    // Who presses Ctrl-C wants to know what has come of it.
    Thread interrupted = new Thread(() -> tell(System.nanoTime() - started));
    Runtime.getRuntime().addShutdownHook(interrupted);
    swarm.start();
    long nanos;
    try {
      progress(started);
      tally.end.countDown();
      nanos = System.nanoTime() - started;
      swarm.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
    Runtime.getRuntime().removeShutdownHook(interrupted);
    tell(nanos);
    return tally.failed() + tally.refused.sum() == 0 ? DONE : FAILED;
  }

  /** A line each second, until the run is over. */
  private void progress(long started) throws InterruptedException {
    long before = 0;
    long last = words.seconds() == 0 ? Long.MAX_VALUE : words.seconds();
    for (long second = 1; second <= last; second++) {
      long wait = started + TimeUnit.SECONDS.toNanos(second) - System.nanoTime();
      if (tally.end.await(Math.max(0, wait), TimeUnit.NANOSECONDS)) {
        return;
      }
      long now = load == Load.CONN ? tally.connected.sum() : tally.messages.sum();
      terminal
          .err()
          .println(
              second
                  + "s "
                  + tally.connected.sum()
                  + " connected"
                  + (tally.failed() > 0 ? ", " + tally.failed() + " failed" : "")
                  + (load == Load.CONN ? "" : ", " + now + " " + word())
                  + ", "
                  + (now - before)
                  + "/s");
      before = now;
    }
  }

  private String word() {
    return load == Load.SUB ? "received" : "published";
  }

  private void tell(long nanos) {
    Map<String, Object> facts = facts(nanos / 1e9);
    if (json) {
      terminal.out().println(Json.of(facts));
    } else {
      facts.forEach((name, value) -> {
        if (value instanceof Map<?, ?> parts) {
          parts.forEach(
              (part, each) -> terminal.out().printf("%-24s %s%n", name + " " + part, each));
        } else {
          terminal.out().printf("%-24s %s%n", name, value);
        }
      });
    }
  }

  private Map<String, Object> facts(double seconds) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("seconds", rounded(seconds));
    facts.put("clients", words.count());
    facts.put("connected", tally.connected.sum());
    facts.put("failed", tally.failed());
    facts.put("connect-ms", millis(tally.connecting));
    if (load != Load.CONN) {
      facts.put(word(), tally.messages.sum());
      facts.put("rate", Math.round(tally.messages.sum() / seconds));
      facts.put("bytes-per-second", Math.round(tally.bytes.sum() / seconds));
    }
    if (load == Load.PUB) {
      facts.put("refused", tally.refused.sum());
    }
    if (tally.latencies.count() > 0) {
      facts.put("latency-ms", millis(tally.latencies));
    }
    if (tally.failed() > 0) {
      facts.put("failures", tally.failures());
    }
    return facts;
  }

  private static Map<String, Object> millis(Latencies latencies) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < PARTS.length; i++) {
      all.put(NAMES[i], rounded(latencies.at(PARTS[i]) / NANOS_PER_MILLI));
    }
    return all;
  }

  private static Number rounded(double number) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.3f", number));
  }
}

package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.StartException;
import io.heddle.api.ClientInfo;
import io.heddle.api.Hook;
import io.heddle.api.Observer;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.Verdict;
import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The metrics, read over HTTP as Prometheus reads them. */
@Timeout(60)
class MetricsTest {

  @Test
  void tellWhatHappened() throws IOException {
    try (Running running = new Running("metrics.port", "0", "sys.interval", "never")) {
      Client one = running.connect(Login.v5("one"));
      one.subscribe("a", Qos.AT_LEAST_ONCE);
      one.publish("a", "x", Qos.AT_LEAST_ONCE);
      String text = read(running.broker());
      has(text, "heddle_packets_received_total{type=\"PUBLISH\"} 1.0");
      has(text, "heddle_packets_received_bytes_total{type=\"PUBLISH\"} ");
      has(text, "heddle_messages_received_total{qos=\"1\"} 1.0");
      has(text, "heddle_clients_current{listener=\"tcp\",version=\"5.0\"} 1.0");
      has(text, "heddle_sessions_active_current 1.0");
      has(text, "heddle_subscriptions_current 1.0");
      has(text, "heddle_messages_inflight_current 1.0");
      has(text, "heddle_messages_dropped_total{qos=\"0\",reason=\"outbox_full\"} 0.0");
      has(text, "heddle_delivery_delay_seconds_bucket{le=\"+Inf\"} 1");
      has(text, "heddle_authentications_total{result=\"accepted\"} 1.0");
      has(text, "jvm_memory_used_bytes{area=\"heap\"} ");
      has(text, "process_cpu_seconds_total ");
    }
  }

  @Test
  void tellWhatIsDelayed() throws IOException {
    try (Running running = new Running("metrics.port", "0", "delayed.enabled", "true")) {
      running.connect(Login.v5("one")).publish("$delayed/100/a", "x", Qos.AT_LEAST_ONCE);
      String text = read(running.broker());
      has(text, "heddle_delayed_messages_current 1.0");
      has(text, "heddle_delayed_messages_bytes 2");
      has(text, "heddle_delayed_messages_accepted_total 1.0");
      has(text, "heddle_delayed_messages_published_total 0.0");
      has(text, "heddle_delayed_messages_refused_total 0.0");
    }
  }

  @Test
  void tellWhatHooksDo() throws IOException {
    PublishInterceptor decides = (client, message) -> Verdict.allow();
    Observer fails =
        new Observer() {
          @Override
          public void connected(ClientInfo client) {
            throw new IllegalStateException("this one fails");
          }
        };
    Map<String, Hook> hooks = Map.of("decides", decides, "fails", fails);
    try (Running running = new Running(hooks, "metrics.port", "0")) {
      running.connect(Login.v5("one")).publish("a", "x", Qos.AT_LEAST_ONCE);
      String text = read(running.broker());
      has(text, "heddle_hook_calls_total{hook=\"decides\",kind=\"publish\"} 1.0");
      has(
          text,
          "heddle_hook_failures_total{hook=\"decides\",kind=\"publish\",reason=\"timeout\"} 0.0");
      has(text, "heddle_observer_failures_total{hook=\"fails\"} 1.0");
      has(text, "heddle_observer_missed_total{hook=\"fails\"} 0.0");
      has(text, "heddle_observer_calls_total{hook=\"fails\",kind=\"connected\"} 1.0");
      has(text, "heddle_observer_seconds_total{hook=\"fails\",kind=\"connected\"} ");
    }
  }

  private static void has(String text, String line) {
    assertTrue(text.contains("\n" + line), () -> line + " is not in\n" + text);
  }

  static String read(Broker broker) throws IOException {
    try (InputStream in = broker.metricsEndpoint().orElseThrow().toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What clients make up is in no label: a thousand of them make no more series than one. */
  @Test
  void haveNoMoreSeriesForMoreClients() throws IOException {
    try (Running running = new Running("metrics.port", "0")) {
      running.connect(Login.v5("first"));
      long series = read(running.broker()).lines().count();
      for (int i = 0; i < 50; i++) {
        Client next = running.connect(Login.v5("client" + i).credentials("user" + i, "x"));
        next.subscribe("topic/" + i, Qos.AT_MOST_ONCE);
      }
      assertEquals(series, read(running.broker()).lines().count());
    }
  }

  @Test
  void areOffUntilTheyAreAskedFor() {
    try (Running running = new Running()) {
      assertEquals(Optional.empty(), running.broker().metricsEndpoint());
    }
  }

  @Test
  void aTakenPortIsToldAndNothingIsLeftOpen() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, here)) {
      free = socket.getLocalPort();
    }
    try (ServerSocket taken = new ServerSocket(0, 1, here)) {
      Map<String, String> settings =
          Map.of(
              "listener.tcp.port", "" + free,
              "metrics.port", "" + taken.getLocalPort());
      StartException e = assertThrows(StartException.class, () -> Heddle.start(settings));
      assertEquals(
          "metrics.port: cannot listen on 127.0.0.1:"
              + taken.getLocalPort()
              + ": Address already in use",
          e.getMessage());
    }
    new ServerSocket(free, 1, here).close();
  }

  @Test
  void endWithTheBroker() throws IOException {
    URI uri;
    try (Running running = new Running("metrics.port", "0")) {
      uri = running.broker().metricsEndpoint().orElseThrow();
      for (int i = 0; i < 10; i++) {
        read(running.broker());
      }
      assertTrue(answering() <= 2, "too many threads");
    }
    assertThrows(ConnectException.class, () -> uri.toURL().openStream().close());
    Running.await(() -> answering() == 0);
  }

  private static long answering() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("heddle-metrics"))
        .count();
  }
}

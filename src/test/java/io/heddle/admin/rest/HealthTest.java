package io.heddle.admin.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.admin.web.Upgrade;
import io.heddle.admin.web.WebPort;
import io.heddle.api.Listeners;
import io.heddle.api.Listeners.ListenerInfo;
import io.heddle.api.Services;
import io.heddle.api.Statistics;
import io.heddle.api.Status;
import io.heddle.api.Status.State;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a supervisor is told, and what is answered while a broker starts and stops. */
@Timeout(60)
class HealthTest {
  private static final ListenerInfo LISTENER =
      new ListenerInfo("tcp", "tcp", "127.0.0.1", 1, URI.create("tcp://127.0.0.1:1"), 0, 1);

  private volatile State state = State.RUNNING;
  private volatile List<ListenerInfo> listeners = List.of(LISTENER);
  private volatile boolean full;
  private volatile boolean failing;

  private Services services() {
    Listeners there = () -> listeners;
    return stub(
        Services.class,
        Map.of(
            "status",
            () -> new Status(state, "1", List.of()),
            "listeners",
            () -> there,
            "statistics",
            () -> stub(Statistics.class, Map.of("store", () -> Optional.of(store())))));
  }

  private Statistics.Store store() {
    var none = new Statistics.Distribution(List.of(), List.of(), 0);
    return new Statistics.Store(none, 0, 0, 0, 0, full, failing, 0);
  }

  private static <T> T stub(Class<T> type, Map<String, java.util.function.Supplier<?>> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.get(method.getName()).get()));
  }

  private String ask(String check) throws Problem {
    Route route =
        new Health(services())
            .routes().stream()
                .filter(each -> each.path().equals("/health/" + check))
                .findFirst()
                .orElseThrow();
    Given nothing = new Given(Map.of());
    Route.Outcome outcome =
        route.work().act(new Call(new Caller("x", Role.READ), nothing, nothing));
    return outcome.status() + " " + outcome.content().asJsonObject().get("reasons");
  }

  @Test
  void isWellWhenAllIs() throws Problem {
    for (String check : List.of("live", "started", "ready")) {
      assertEquals("200 []", ask(check));
    }
  }

  @Test
  void isAliveButNotStartedWhileTheStoreIsRecovered() throws Problem {
    state = State.STARTING;
    listeners = List.of();
    String reasons = "503 [\"the store is being recovered, or extensions are starting\"]";
    assertEquals("200 []", ask("live"));
    assertEquals(reasons, ask("started"));
    assertEquals(reasons, ask("ready"));
  }

  @Test
  void isNotReadyWithoutListenersOrDiskOrWhenItStops() throws Problem {
    full = true;
    assertEquals("503 [\"there is no room on the disk but a reserve\"]", ask("ready"));
    full = false;
    failing = true;
    assertEquals("503 [\"the disk refuses to write\"]", ask("ready"));
    failing = false;
    listeners = List.of();
    assertEquals("503 [\"no listener is open\"]", ask("ready"));
    listeners = List.of(LISTENER);
    state = State.STOPPING;
    assertEquals("503 [\"the broker stops\"]", ask("ready"));
    assertEquals("200 []", ask("started"));
  }

  @Test
  void nothingIsShownBeforeItIsThereNorChangedWhenItEnds() throws Exception {
    List<Route> routes =
        List.of(
            Route.get("/api/look", "").obeys(call -> {}),
            Route.delete("/api/look", "").obeys(call -> {}),
            new Health(services()).routes().getFirst());
    Rest rest =
        new Rest(
            new Router(routes),
            new Gate(null, Map.of(), new SignIns(new Random(1), InstantSource.system())),
            new Requests(),
            () -> state);
    try (WebPort port =
        WebPort.open(
            "127.0.0.1",
            0,
            rest,
            Upgrade.NONE,
            Problem::reply,
            (name, work) -> Thread.startVirtualThread(work))) {
      state = State.STARTING;
      assertEquals(503, status(port, "GET", "/api/look"));
      assertEquals(200, status(port, "GET", "/health/live"));
      state = State.RUNNING;
      assertEquals(204, status(port, "GET", "/api/look"));
      assertEquals(204, status(port, "DELETE", "/api/look"));
      state = State.STOPPING;
      assertEquals(204, status(port, "GET", "/api/look"));
      assertEquals(503, status(port, "DELETE", "/api/look"));
    }
  }

  private static int status(WebPort port, String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}

package io.heddle.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.api.AddressRange;
import io.heddle.transport.ListenerOptions;
import io.heddle.transport.Transport;
import io.heddle.transport.ws.Origins;
import io.heddle.transport.ws.WsOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The settings of listeners for WebSocket. */
class WebSettingsTest {
  private static final WsOptions DEFAULT =
      new WsOptions(List.of("/mqtt", "/ws"), new Origins(false, true, Set.of()), List.of());

  private static Map<String, String> map(String... settings) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return map;
  }

  private static List<Transport> transports(String... settings) throws ConfigurationException {
    return Configuration.of(map(settings)).listeners().stream()
        .map(ListenerOptions::transport)
        .toList();
  }

  private static String error(String... settings) {
    return String.join(
        "\n",
        assertThrows(ConfigurationException.class, () -> Configuration.of(map(settings))).errors());
  }

  @Test
  void itsNameIsEnough() throws ConfigurationException {
    assertEquals(
        List.of(new Transport.Ws("127.0.0.1", 8080, DEFAULT)),
        transports("listener.ws.transport", "ws"));
  }

  @Test
  void everySetting() throws ConfigurationException {
    WsOptions options =
        new WsOptions(
            List.of("/", "/a/b"),
            new Origins(false, true, Set.of("https://a.example", "http://b.example:81", "null")),
            List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("::1")));
    assertEquals(
        List.of(new Transport.Tcp("127.0.0.1", 1883), new Transport.Ws("0.0.0.0", 9001, options)),
        transports(
            "listener.web.transport", "ws",
            "listener.web.address", "0.0.0.0",
            "listener.web.port", "9001",
            "listener.web.paths", "/, /a/b",
            "listener.web.origins", "local, HTTPS://a.example:443, http://b.example:81, null",
            "listener.web.forwarded-from", "10.0.0.0/8, ::1",
            "listener.tcp.port", "1883"));
  }

  @Test
  void overTlsItHasAPortOfItsOwn() throws ConfigurationException {
    Transport only =
        transports("listener.wss.tls.certificate", "s.p12", "listener.wss.paths", "/x").getFirst();
    Transport.Wss wss = (Transport.Wss) only;
    assertEquals(8443, wss.port());
    assertEquals(List.of("/x"), wss.options().paths());
    assertEquals("s.p12", wss.tls().certificates().getFirst().chain().toString());
  }

  @Test
  void whatIsWrongIsTold() {
    assertEquals(
        "listener.ws.paths = mqtt: 'mqtt' is no path; allowed is a path that begins with a slash",
        error("listener.ws.paths", "mqtt"));
    assertEquals("listener.ws.paths = : needs a path", error("listener.ws.paths", ""));
    assertEquals(
        "listener.ws.origins = example.com: 'example.com' is no origin; allowed is an origin such as https://www.example.com, local, null or *",
        error("listener.ws.origins", "example.com"));
    assertEquals(
        "listener.ws.path: has no meaning for a listener with transport ws; the paths of URLs are"
            + " listener.ws.paths",
        error("listener.ws.path", "/mqtt"));
    assertEquals(
        "listener.tcp.origins: has no meaning for a listener with transport tcp",
        error("listener.tcp.origins", "*"));
    assertEquals(
        "listener.wss.tls.certificate: missing; TLS needs a certificate of the server",
        error("listener.wss.port", "0"));
    assertEquals(
        "listener.ws.port = 1883: listener.tcp has 127.0.0.1:1883 already",
        error("listener.ws.port", "1883", "listener.tcp.port", "1883"));
  }
}

package io.heddle.it.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.it.Command;
import io.heddle.it.Image;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.SocketWire;
import io.heddle.spec.WsWire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nginx of Debian in front of the image, both as docs/websocket.md says. */
class WebProxyTest {
  private static final Path PAGE = Path.of("../docs/websocket.md");
  private static final String ORIGIN = "Origin: https://www.example.com\r\n";

  @TempDir Path folder;

  /** What stands in the page's block behind a line. */
  private static String block(String line) throws IOException {
    Matcher block =
        Pattern.compile(Pattern.quote("\n" + line + "\n\n```\n") + "(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertTrue(block.find(), PAGE + " has no block behind: " + line);
    return block.group(1);
  }

  /** The broker of the page, at a port of its own, that says what it does. */
  private static Image broker(String... more) throws IOException {
    List<String> settings = new ArrayList<>(block("and in Heddle").lines().toList());
    settings.add("log.level=debug");
    settings.addAll(List.of(more));
    return Image.start(
        settings.stream().map(each -> each.replace(" = ", "=")).toArray(String[]::new));
  }

  private Command nginx(int port, Image broker) throws IOException {
    String location = block("nginx:");
    String written = "proxy_pass http://127.0.0.1:8080;";
    assertTrue(location.contains(written), location);
    return Proxies.nginxOfWeb(
        folder, port, location.replace("8080", Integer.toString(broker.port("ws"))));
  }

  private static WsWire ask(String from, int port, String headers) {
    return WsWire.ask(
        new SocketWire(port, Ways.from(from)),
        head -> head.replace("\r\n\r\n", "\r\n" + headers + "\r\n"));
  }

  private static Client open(String from, int port, String headers) {
    WsWire wire = ask(from, port, headers);
    assertTrue(wire.answer().startsWith("HTTP/1.1 101 "), wire.answer());
    return Ways.client(wire);
  }

  /** A client that says itself that it was forwarded is still the one that the proxy sees. */
  @Test
  void theAddressThatTheProxySeesIsTheClients() throws Exception {
    int port = Proxies.freePort();
    try (Image image = broker("anonymous=allow");
        Command nginx = nginx(port, image)) {
      Client client = open("127.0.0.2", port, ORIGIN);
      client.connect(Login.v5("seen"));
      client.subscribe("t", Qos.AT_LEAST_ONCE);
      client.publish("t", "m", Qos.AT_LEAST_ONCE);
      client.receive("t", Qos.AT_LEAST_ONCE, "m");
      Ways.logged(image, "client \"seen\" at 127\\.0\\.0\\.2(:0)? .*is connected");
      Client liar = open("127.0.0.3", port, ORIGIN + "X-Forwarded-For: 203.0.113.7\r\n");
      liar.connect(Login.v5("liar"));
      Ways.logged(image, "client \"liar\" at 127\\.0\\.0\\.3(:0)? .*is connected");
      assertTrue(nginx.process().isAlive());
    }
  }

  @Test
  void thePageThatTheBrokerIsToldOfAndNoOther() throws Exception {
    int port = Proxies.freePort();
    try (Image image = broker();
        Command nginx = nginx(port, image)) {
      open("127.0.0.1", port, ORIGIN).connect(Login.v5("page"));
      WsWire other = ask("127.0.0.1", port, "Origin: https://www.example.org\r\n");
      assertTrue(other.answer().startsWith("HTTP/1.1 403 "), other.answer());
      assertTrue(nginx.process().isAlive());
    }
  }

  /** Rules and bans are about the client that the proxy has seen. */
  @Test
  void rulesSeeTheClientsAddress() throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve("rules.acl"),
            "deny address 127.0.0.4 connect\nallow address 127.0.0.2 publish t\n");
    int port = Proxies.freePort();
    try (Image image = broker("acl.file=" + rules);
        Command nginx = nginx(port, image)) {
      Client denied = open("127.0.0.4", port, ORIGIN);
      denied.send(Login.v5("denied").packet());
      denied.expectRefused(ReasonCode.NOT_AUTHORIZED);
      Client allowed = open("127.0.0.2", port, ORIGIN);
      allowed.connect(Login.v5("allowed"));
      allowed.publish("t", "m", Qos.AT_LEAST_ONCE);
      assertTrue(nginx.process().isAlive());
    }
  }

  /** Somebody who is no proxy of ours names an address, and is not at it. */
  @Test
  void whatAStrangerForwardsIsNotBelieved() throws Exception {
    try (Image image = broker()) {
      String forwarded = "X-Forwarded-For: 203.0.113.7\r\n";
      Client stranger = open("127.0.0.5", image.port("ws"), ORIGIN + forwarded);
      stranger.send(Login.v5("stranger").packet());
      stranger.expectRefused(ReasonCode.NOT_AUTHORIZED);
      Ways.logged(image, "\"stranger\".*anonymous clients come from this machine only");
      Client proxied = open("127.0.0.1", image.port("ws"), ORIGIN + forwarded);
      proxied.send(Login.v5("proxied").packet());
      proxied.expectRefused(ReasonCode.NOT_AUTHORIZED);
      Ways.logged(image, "client \"proxied\" at 203\\.0\\.113\\.7(:0)? ");
      assertEquals(
          List.of(),
          image.stderr().stream()
              .filter(line -> line.contains("\"stranger\"") && line.contains("203.0.113.7"))
              .toList());
    }
  }
}

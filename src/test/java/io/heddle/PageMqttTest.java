package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.auth.PasswordHash;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketDecoder;
import io.heddle.codec.PacketReader;
import io.heddle.codec.PacketWriter;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** MQTT at the port of the administration: for whom it is, and what they may do. */
@Timeout(60)
class PageMqttTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path folder;
  private Path users;
  private Path rules;

  @BeforeEach
  void writeFiles() throws IOException {
    users = folder.resolve("users");
    StringBuilder lines = new StringBuilder();
    for (String name : new String[] {"ann", "eve"}) {
      byte[] password = name.getBytes(StandardCharsets.UTF_8);
      lines.append(name + ":" + PasswordHash.make(password, 10, new Random(1)).text() + "\n");
    }
    Files.writeString(users, lines);
    // What clients may do does not concern the console.
    rules =
        Files.writeString(folder.resolve("rules"), "deny all publish #\ndeny all subscribe #\n");
  }

  private static Broker broker(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("listener.tcp.port", "0");
    settings.put("admin.port", "0");
    settings.put("limits.close-timeout", "200ms");
    return Heddle.start(settings);
  }

  private Broker withUsers() {
    return broker(Map.of("admin.password-file", users.toString(), "admin.operators", "ann"));
  }

  private static URI uri(Broker broker, String path) {
    return broker.adminEndpoint().orElseThrow().resolve(path);
  }

  private static String origin(Broker broker) {
    String root = uri(broker, "/").toString();
    return root.substring(0, root.length() - 1);
  }

  private static String cookie(Broker broker, String user) throws Exception {
    String plain =
        Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(uri(broker, "/api/v1/signin"))
            .header("Authorization", "Basic " + plain)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  /** A page that has connected. Used by one thread; what comes is piped by one of the client. */
  private static final class Page implements AutoCloseable, WebSocket.Listener {
    private final PipedInputStream in = new PipedInputStream(1 << 16);
    private final PipedOutputStream pipe = new PipedOutputStream(in);
    private final PacketReader reader =
        new PacketReader(in, new PacketDecoder(Version.MQTT_5_0), 1 << 16);
    private final WebSocket socket;

    Page(Broker broker, String origin, String cookie) throws IOException {
      URI http = uri(broker, "/mqtt");
      WebSocket.Builder builder = HTTP.newWebSocketBuilder().subprotocols("mqtt");
      if (!origin.isEmpty()) {
        builder.header("Origin", origin);
      }
      if (!cookie.isEmpty()) {
        builder.header("Cookie", cookie);
      }
      socket = builder.buildAsync(URI.create("ws" + http.toString().substring(4)), this).join();
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      try {
        pipe.write(bytes);
        pipe.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      from.request(1);
      return null;
    }

    <P extends Packet> P ask(Packet packet, Class<P> answer) throws Exception {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new PacketWriter(out, Version.MQTT_5_0).write(packet);
      socket.sendBinary(ByteBuffer.wrap(out.toByteArray()), true).join();
      return answer.cast(reader.read());
    }

    ReasonCode connect(String clientId) throws Exception {
      return ask(Packet.Connect.of(Version.MQTT_5_0, clientId), Packet.Connack.class).reason();
    }

    ReasonCode publish() throws Exception {
      Packet publish = Packet.Publish.of(TopicName.of("a"), Bytes.utf8("x"), Qos.AT_LEAST_ONCE, 1);
      return ask(publish, Packet.Puback.class).reason();
    }

    ReasonCode subscribe() throws Exception {
      return subscribe("#");
    }

    ReasonCode subscribe(String filter) throws Exception {
      Packet subscribe =
          Packet.Subscribe.of(2, Subscription.of(TopicFilter.of(filter), Qos.AT_LEAST_ONCE));
      return ask(subscribe, Packet.Suback.class).reasons().getFirst();
    }

    @Override
    public void close() {
      socket.abort();
    }
  }

  private static int refusal(Broker broker, String origin, String cookie) {
    CompletionException refused =
        assertThrows(CompletionException.class, () -> new Page(broker, origin, cookie).close());
    return ((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode();
  }

  @Test
  void aPageOfThisMachineMayDoEverythingWhereThereAreNoUsers() throws Exception {
    try (Broker broker = broker(Map.of("acl.file", rules.toString()));
        Page page = new Page(broker, origin(broker), "")) {
      assertEquals(ReasonCode.SUCCESS, page.connect("console::1"));
      assertTrue(broker.services().clients().find("console::1").isPresent());
      assertEquals(ReasonCode.GRANTED_QOS_1, page.subscribe());
      Packet.Publish publish =
          Packet.Publish.of(TopicName.of("a"), Bytes.utf8("x"), Qos.AT_MOST_ONCE, 0);
      assertEquals("a", page.ask(publish, Packet.Publish.class).topic().value());
    }
  }

  @Test
  void whoReadsMaySubscribeAndNotPublish() throws Exception {
    try (Broker broker = withUsers();
        Page page = new Page(broker, origin(broker), cookie(broker, "eve"))) {
      assertEquals(ReasonCode.SUCCESS, page.connect("console:eve:1"));
      assertEquals(
          "eve",
          broker.services().clients().find("console:eve:1").orElseThrow().client().userName());
      assertEquals(ReasonCode.NOT_AUTHORIZED, page.publish());
      assertEquals(ReasonCode.GRANTED_QOS_1, page.subscribe());
      // The messages that it would get there are those that a worker does not.
      assertEquals(ReasonCode.NOT_AUTHORIZED, page.subscribe("$share/workers/#"));
    }
  }

  @Test
  void whoOperatesMayPublish() throws Exception {
    try (Broker broker = withUsers();
        Page page = new Page(broker, origin(broker), cookie(broker, "ann"))) {
      assertEquals(ReasonCode.SUCCESS, page.connect("console:ann:1"));
      assertEquals(ReasonCode.NO_MATCHING_SUBSCRIBERS, page.publish());
      assertEquals(ReasonCode.GRANTED_QOS_1, page.subscribe("$share/workers/#"));
    }
  }

  @Test
  void nobodyTakesTheSessionOfSomebodyElse() throws Exception {
    try (Broker broker = withUsers()) {
      String cookie = cookie(broker, "eve");
      for (String clientId : new String[] {"pump-7", "console:ann:1", "console:", ""}) {
        try (Page page = new Page(broker, origin(broker), cookie)) {
          assertEquals(ReasonCode.NOT_AUTHORIZED, page.connect(clientId), clientId);
        }
      }
    }
  }

  @Test
  void whoHasNotSignedInStaysOutside() throws Exception {
    try (Broker broker = withUsers()) {
      String cookie = cookie(broker, "ann");
      assertEquals(401, refusal(broker, origin(broker), ""));
      assertEquals(401, refusal(broker, origin(broker), "heddle=x"));
      assertEquals(403, refusal(broker, "http://other.example", cookie));
      // A browser tells where a page comes from; nobody else has a cookie.
      assertEquals(401, refusal(broker, "", cookie));
    }
    try (Broker broker = broker(Map.of())) {
      assertEquals(403, refusal(broker, "http://other.example", ""));
    }
  }

  @Test
  void thereIsNoneWithoutTheConsole() {
    try (Broker broker = broker(Map.of("admin.console", "false"))) {
      assertEquals(404, refusal(broker, origin(broker), ""));
    }
  }
}

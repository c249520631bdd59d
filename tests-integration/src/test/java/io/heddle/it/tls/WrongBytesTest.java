package io.heddle.it.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.it.Image;
import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.SocketWire;
import io.heddle.spec.WsWire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bytes that do not belong where they come, and bytes that come one by one: the connection ends in
 * time, somebody else goes on, and the log has nothing above a line for each.
 */
class WrongBytesTest {
  /** More than the connect timeout of the image by what a busy machine may need. */
  private static final int LIMIT = 15_000;

  private static final String CONNECT = "\u0010\u0011\0\u0004MQTT\u0004\u0002\0<\0\u0005stray";

  /** Of 203 bytes. */
  private static final String LONG =
      "\u0010\u00c8\u0001\0\u0004MQTT\u0004\u0002\0<\0\u00bc" + "x".repeat(188);

  private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";

  /** From 203.0.113.7:1234 to 127.0.0.1:1883. */
  private static final String ADDRESSES = "\u00cb\0q\u0007\u007f\0\0\u0001\u0004\u00d2\u0007[";

  private static final String HELLO = "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003";
  private static final Authority AUTHORITY = Authority.temporary();

  @SuppressWarnings("NullAway.Init")
  private static Image image;

  private final List<Socket> sockets = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private Client canary;

  @BeforeAll
  static void start() throws IOException {
    image =
        Image.start(
            AUTHORITY.settings(
                "server",
                "listener.proxied.transport=tcp",
                "listener.proxied.port=0",
                "listener.proxied.proxy-protocol=on",
                "listener.proxied.proxy-protocol.from=127.0.0.1",
                "limits.connect-timeout=1s"));
  }

  @BeforeEach
  void watch() {
    canary = Ways.client(new SocketWire(Ways.port(image, "tcp", 1)));
    canary.connect(Login.v5("canary"));
    canary.subscribe("canary", Qos.AT_LEAST_ONCE);
  }

  @AfterEach
  void whoElseIsThereGoesOn() throws IOException {
    canary.publish("canary", "alive", Qos.AT_LEAST_ONCE);
    canary.receive("canary", Qos.AT_LEAST_ONCE, "alive");
    canary.disconnect();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @AfterAll
  static void stop() throws IOException {
    assertEquals(0, image.stop());
    for (String line : image.stderr()) {
      boolean harmless = line.startsWith("heddle: warning: ") || line.contains(" INFO Logbook - ");
      assertTrue(harmless, line);
    }
  }

  private Socket send(String where, byte[] bytes) throws IOException {
    int port = where.equals("proxied") ? Ways.port(image, "tcp", 0) : port(where);
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    sockets.add(socket);
    socket.setSoTimeout(LIMIT);
    socket.getOutputStream().write(bytes);
    return socket;
  }

  private static int port(String where) {
    return Ways.port(image, where, where.equals("tcp") ? 1 : 0);
  }

  /** What comes until the end of the connection; fails when it does not end. */
  private static String answer(Socket socket) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(answer);
    } catch (SocketTimeoutException open) {
      throw new AssertionError("still open after " + LIMIT + " ms: " + answer, open);
    } catch (IOException reset) {
      // An end as well.
    }
    return answer.toString(StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void ends(String where, String bytes) throws IOException {
    assertEquals("", answer(send(where, bytes(bytes))), HexFormat.of().formatHex(bytes(bytes)));
  }

  @ParameterizedTest
  @CsvSource({"tcp", "tls", "ws", "proxied"})
  void nothingAtAll(String where) throws IOException {
    ends(where, "");
  }

  @ParameterizedTest
  @CsvSource({"tcp", "tls", "proxied"})
  void whatBelongsToAnother(String where) throws IOException {
    ends(where, HELLO + "x".repeat(500));
    ends(where, "GET /mqtt HTTP/1.1\r\nHost: a\r\n\r\n");
    ends(where, "\0".repeat(100));
    if (!where.equals("tcp")) {
      ends(where, CONNECT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "16030140, 0101010101", // shorter than it says
    "160301ffff, 01", // longer than a record may be
    "1503010002, 0228", // an alert
    "1403030001, 01", // a change of ciphers before anything else
  })
  void recordsOfTls(String head, String body) throws IOException {
    String record = new String(HexFormat.of().parseHex(head + body), StandardCharsets.ISO_8859_1);
    for (int times : new int[] {1, 2000}) {
      assertTrue(answer(send("tls", bytes(record.repeat(times)))).length() < 100);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host: a\\r\\nContent-Length: 0\\r\\nContent-Length: 5 | 400",
        "Host: a\\r\\nContent-Length: 3\\r\\nTransfer-Encoding: chunked | 400",
        "Host: a\\r\\nContent-Length: -1 | 400",
        "Host: a\\r\\nContent-Length: 99999999999999999999 | 400",
        "Host: a\\r\\nX-A: b\\r\\n c | 400",
        "Host: a\\r\\nX-A : b | 400",
        "Host: a\\r\\nHost: b | 400",
        "X-A: b | 400",
      })
  void requestsThatTwoServersReadInTwoWays(String headers, int status) throws IOException {
    String request =
        WsWire.request().replace("Host: localhost:8080", headers.replace("\\r\\n", "\r\n"));
    String answer = answer(send("ws", bytes(request + "5\r\nhello\r\n0\r\n\r\n" + request)));
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    assertEquals(answer.indexOf("HTTP/1.1"), answer.lastIndexOf("HTTP/1.1"), answer);
  }

  /** Version, command, family and the length that is said, which need not be true. */
  @ParameterizedTest
  @CsvSource({
    "2111 0005", // too short for its addresses
    "2111 0000",
    "2111 ffff",
    "2111 01f4", // more than there comes
    "1111 000c",
    "2511 000c",
    "21ff 000c",
    "2112 000c",
    "2121 000c"
  })
  void headersOfProxiesThatLie(String head) throws IOException {
    byte[] fields = HexFormat.of().parseHex(head.replace(" ", ""));
    String header = SIGNATURE + new String(fields, StandardCharsets.ISO_8859_1) + ADDRESSES;
    ends("proxied", header + CONNECT);
    ends("proxied", header);
  }

  /** Each stage of each way, a byte at a time. */
  @ParameterizedTest
  @CsvSource({"tcp", "tls", "ws", "proxied"})
  void slowly(String where) throws Exception {
    List<String> stages =
        switch (where) {
          case "tcp" -> List.of(LONG);
          case "tls" -> List.of(HELLO + "\0".repeat(1000));
          case "ws" ->
              List.of(
                  "GET /mqtt HTTP/1.1\r\nHost: a\r\n" + "X-A: b\r\n".repeat(100),
                  WsWire.request() + "\u0082\u00fe\0\u00cb\0\0\0\0" + LONG);
          default ->
              List.of(
                  "PROXY TCP4 " + "1".repeat(90), SIGNATURE + "\u0021\u0011\u0001\0" + ADDRESSES);
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> all = stages.stream().map(stage -> drip(where, stage)).toList();
      for (Future<String> one : threads.invokeAll(all)) {
        assertTrue(one.get().isEmpty() || where.equals("ws"), one.get());
      }
    }
  }

  private Callable<String> drip(String where, String stage) {
    return () -> {
      byte[] bytes = bytes(stage);
      // An HTTP request is one stage, the frame behind it the next: of that only the end is slow.
      int fast = stage.contains("Key: ") ? stage.indexOf("\u0082") + 1 : 1;
      Socket socket = send(where, Arrays.copyOf(bytes, fast));
      Thread dripping =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = fast; i < bytes.length; i++) {
                    Thread.sleep(Duration.ofMillis(20)); // a slow sender's pace
                    socket.getOutputStream().write(bytes[i]);
                  }
                } catch (IOException | InterruptedException end) {
                  // The broker has had enough.
                }
              });
      String answer = answer(socket);
      dripping.interrupt();
      return answer;
    };
  }
}

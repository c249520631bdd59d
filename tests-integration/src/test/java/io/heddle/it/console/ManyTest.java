package io.heddle.it.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.it.Image;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console of a broker with 10,000 clients and 100,000 topics. */
class ManyTest {
  private static final int CLIENTS = 10_000;
  private static final int TOPICS = 100_000;

  /** How long the page may be busy at a time, in milliseconds. */
  private static final double BUSY = 1_000;

  /** Measures for three seconds how long the page was busy at most, while the tree is scrolled. */
  private static final String MONITOR =
      """
      new Promise(resolve => {
        const tree = document.querySelector('.tree')
        const end = performance.now() + 3000
        let last = performance.now(), most = 0, down = 0
        const beat = () => {
          const now = performance.now()
          most = Math.max(most, now - last)
          last = now
          if (tree) tree.scrollTop = (down += 700)
          if (now < end) setTimeout(beat, 16); else resolve(most)
        }
        beat()
      })\
      """;

  @TempDir Path folder;

  private static byte[] connect(String clientId) {
    byte[] id = clientId.getBytes(StandardCharsets.UTF_8);
    byte[] packet = new byte[14 + id.length];
    byte[] head = {0x10, (byte) (12 + id.length), 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0};
    System.arraycopy(head, 0, packet, 0, head.length);
    packet[13] = (byte) id.length;
    System.arraycopy(id, 0, packet, 14, id.length);
    return packet;
  }

  private static Socket client(Image image, String clientId) throws IOException {
    Socket socket = new Socket("127.0.0.1", image.port());
    socket.getOutputStream().write(connect(clientId));
    assertEquals(0x20, socket.getInputStream().read());
    return socket;
  }

  /** Retained, at QoS 0. */
  private static void publish(OutputStream to, String topic) throws IOException {
    byte[] name = topic.getBytes(StandardCharsets.UTF_8);
    DataOutputStream out = new DataOutputStream(to);
    out.write(new byte[] {0x31, (byte) (2 + name.length + 4)});
    out.writeShort(name.length);
    out.write(name);
    out.writeBytes("21.5");
  }

  private static String topic(int number) {
    return "plant/%d/line/%d/sensor-%d".formatted(number / 1000, number / 10 % 100, number % 10);
  }

  private static URI root(Image image) {
    Matcher address = Pattern.compile("(http://\\S+)/api/v1").matcher(image.readyLine());
    assertTrue(address.find(), image.readyLine());
    return URI.create(address.group(1) + "/");
  }

  private static void assertFluent(Browser browser, String page) throws Exception {
    double busy = Double.parseDouble(browser.text(MONITOR));
    System.out.println(page + " was busy for " + Math.round(busy) + " ms at a time");
    assertTrue(busy < BUSY, page + " was busy for " + busy + " ms");
  }

  @Test
  void itStaysFluent() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (Image image = Image.start("retained.messages=200000");
        Browser browser = Browser.start(folder);
        Socket publisher = client(image, "publisher")) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(client(image, "client-%05d".formatted(i)));
      }
      OutputStream out = new BufferedOutputStream(publisher.getOutputStream(), 1 << 16);
      for (int i = 0; i < TOPICS; i++) {
        publish(out, topic(i));
      }
      out.flush();
      browser.look(1280, 800, false);
      browser.open(root(image));
      browser.awaitText("Connections and sessions");
      clients(browser);
      topics(browser, out);
      assertEquals(List.of(), browser.complaints());
    } finally {
      for (Socket socket : clients) {
        socket.close();
      }
    }
  }

  private static void clients(Browser browser) throws Exception {
    browser.value("location.hash = '#/clients'");
    browser.awaitText("1–100 of 10,00");
    assertFluent(browser, "clients");
    browser.type("Client Identifier begins with", "client-0999");
    browser.click("main form button");
    browser.awaitText("1–10 of 10");
    browser.awaitText("client-09999");
  }

  private static void topics(Browser browser, OutputStream out) throws Exception {
    browser.value("location.hash = '#/topics'");
    browser.awaitText("100,000 topics");
    browser.type("Only topics with", "sensor-");
    browser.await("parseFloat(document.querySelector('.tree .space').style.height) > 2000000");
    Thread busy =
        Thread.startVirtualThread(() -> {
          try {
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
              publish(out, topic(i * 7919 % TOPICS));
              if (i % 20 == 0) {
                out.flush();
                Thread.sleep(10); // the pace of publishers, not a wait for something
              }
            }
          } catch (IOException | InterruptedException end) {
            // it is enough
          }
        });
    try {
      assertFluent(browser, "topics");
    } finally {
      busy.interrupt();
      busy.join();
    }
    browser.type("Only topics with", "plant/99/line/99/sensor-9");
    browser.await("document.querySelectorAll('.leaf').length === 5");
  }
}

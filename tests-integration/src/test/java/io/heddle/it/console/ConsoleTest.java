package io.heddle.it.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.it.Command;
import io.heddle.it.Image;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do with the console. */
class ConsoleTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Pages, and what each shows of the broker that is here. */
  private static final Map<String, String> PAGES = pages();

  @TempDir static Path folder;
  private static Image image;
  private static Browser browser;
  private Command client;

  private static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", "Connections and sessions");
    pages.put("clients", "pump-7");
    pages.put("clients/pump-7", "hall/+/level");
    pages.put("sessions", "pump-7");
    pages.put("subscriptions", "hall/+/level");
    pages.put("topics", "hall");
    pages.put("messages", "What has come");
    pages.put("retained", "hall/1/level");
    pages.put("drops", "dropped");
    pages.put("listeners", "tcp://127.0.0.1");
    pages.put("bans", "Nobody is banned");
    pages.put("extensions", "There is none");
    pages.put("configuration", "listener.tcp.port");
    return pages;
  }

  @BeforeAll
  static void start() throws Exception {
    Path users = folder.resolve("admins");
    for (String user : List.of("ann", "eve")) {
      String line =
          "echo swordfish | '%s/bin/heddle' passwd --stdin '%s' %s"
              .formatted(Image.home(), users, user);
      try (Command passwd = Command.run(List.of("sh", "-c", line), Map.of(), folder)) {
        assertEquals(0, passwd.awaitExit(LIMIT), passwd::toString);
      }
    }
    image = Image.start("admin.password-file=" + users, "admin.administrators=ann");
    browser = Browser.start(Files.createDirectory(folder.resolve("chromium")));
  }

  @AfterAll
  static void stop() {
    browser.close();
    image.close();
  }

  @BeforeEach
  void connectAClient() throws Exception {
    client =
        Command.run(
            List.of(
                "mosquitto_sub",
                "-p",
                Integer.toString(image.port()),
                "-i",
                "pump-7",
                "-t",
                "hall/+/level"),
            Map.of(),
            folder);
    publish("hall/1/level", "21.5", "-r");
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  private static void publish(String topic, String payload, String... more) throws Exception {
    List<String> words = new java.util.ArrayList<>(List.of("mosquitto_pub", "-p"));
    words.addAll(List.of(Integer.toString(image.port()), "-t", topic, "-m", payload));
    words.addAll(List.of(more));
    try (Command pub = Command.run(words, Map.of(), folder)) {
      assertEquals(0, pub.awaitExit(LIMIT), pub::toString);
    }
  }

  private static URI root() {
    Matcher address = Pattern.compile("(http://\\S+)/api/v1").matcher(image.readyLine());
    assertTrue(address.find(), image.readyLine());
    return URI.create(address.group(1) + "/");
  }

  private static void signIn(String user) throws Exception {
    browser.look(1280, 800, false);
    browser.forget();
    browser.open(root());
    browser.await("document.querySelector('.gate form')");
    browser.type("User", user);
    browser.type("Password", "swordfish");
    browser.click("main form button");
    browser.await("document.querySelector('#nav a')");
    browser.complaints();
  }

  private static void show(String page) throws Exception {
    browser.value("location.hash = " + Browser.quoted("#/" + page));
    browser.await(
        "document.querySelector('.page h1') && document.querySelector('.page').dataset.page === "
            + Browser.quoted(page.split("/")[0]));
  }

  @Test
  void everyPageShowsItsDataAndBreaksNoRule() throws Exception {
    signIn("ann");
    for (Map.Entry<String, String> page : PAGES.entrySet()) {
      for (int width : new int[] {1280, 390}) {
        browser.look(width, 844, width == 390);
        show(page.getKey());
        browser.awaitText(page.getValue());
        assertAccessible(page.getKey());
        assertEquals(
            "true",
            browser.text("String(document.documentElement.scrollWidth <= innerWidth)"),
            page + " is wider than " + width);
      }
    }
    assertEquals(List.of(), browser.complaints());
  }

  /** What a screen reader needs: names, headings, captions. */
  private static void assertAccessible(String page) throws Exception {
    String found =
        browser.text(
            """
            JSON.stringify([
              ...[...document.querySelectorAll('input, select, textarea')]
                .filter(it => !it.labels.length && !it.ariaLabel).map(it => 'no label: ' + it.outerHTML),
              ...[...document.querySelectorAll('button, a, [role=tree], [role=region], [role=log]')]
                .filter(it => !(it.textContent.trim() || it.ariaLabel)).map(it => 'no name: ' + it.outerHTML),
              ...[...document.querySelectorAll('table')]
                .filter(it => !it.caption).map(it => 'no caption: ' + it.innerText),
              ...(document.querySelectorAll('h1').length === 1 ? [] : ['not one h1']),
              ...(document.title.includes('Heddle') ? [] : ['no title']),
            ])\
            """);
    assertEquals("[]", found, page);
  }

  @Test
  void messagesArePublishedAndComeInThePage() throws Exception {
    signIn("ann");
    show("messages");
    browser.awaitText("connected");
    browser.type("Filter", "desk/#");
    browser.click("main form.card:nth-of-type(2) button.first");
    browser.awaitText("Subscribed to desk/#");
    browser.type("Topic", "desk/lamp");
    browser.type("Payload", "from the page");
    browser.click("main form.card:nth-of-type(1) button.first");
    browser.await("document.querySelector('.log').innerText.includes('from the page')");
    publish("desk/chair", "from elsewhere");
    browser.await("document.querySelector('.log').innerText.includes('from elsewhere')");
    show("clients");
    browser.awaitText("console:ann:messages-");
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void aTopicIsFoundByKeyboardAndShowsWhatItHas() throws Exception {
    signIn("ann");
    show("topics");
    browser.await("document.querySelectorAll('.leaf[role=treeitem]').length >= 3");
    browser.value("document.querySelector('.tree').focus()");
    browser.press("ArrowDown", 40);
    browser.press("End", 35);
    browser.await("document.querySelector('.split .card').innerText.includes('hall/1/level')");
    browser.awaitText("Retained");
    browser.await("document.querySelector('.split .card').innerText.includes('21.5')");
    assertEquals(
        "true",
        browser.text("document.querySelector('.leaf.active').ariaSelected"),
        "what is chosen is told");
    for (int i = 0; i < 20; i++) {
      publish("hall/1/level", "" + i);
    }
    browser.await("document.querySelector('.split .card').innerText.includes('19')");
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void aClientIsDisconnected() throws Exception {
    signIn("ann");
    show("clients/pump-7");
    browser.click(".page button.danger");
    browser.await("document.querySelector('dialog[open]')");
    browser.press("Escape", 27);
    browser.await("!document.querySelector('dialog')");
    browser.click(".page button.danger");
    browser.click("dialog[open] button.danger");
    browser.awaitText("pump-7 is disconnected.");
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void whoReadsIsOfferedNothingElse() throws Exception {
    signIn("eve");
    assertTrue(browser.text("document.getElementById('who').textContent").contains("eve (read)"));
    show("messages");
    browser.awaitText("you need the role operate");
    show("subscriptions");
    browser.awaitText("hall/+/level");
    assertEquals("null", browser.text("String(document.querySelector('td button'))"));
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void aWrongPasswordIsToldAndWhoSignsOutIsOut() throws Exception {
    signIn("ann");
    show("clients");
    browser.click("#leave");
    browser.await("document.querySelector('.gate form')");
    browser.type("User", "ann");
    browser.type("Password", "wrong");
    browser.click("main form button");
    browser.awaitText("the password is wrong");
    browser.open(root());
    browser.awaitText("Sign in to Heddle");
  }

  @Test
  void theKeyboardReachesThePageFirst() throws Exception {
    signIn("ann");
    show("overview");
    browser.open(root());
    browser.await("document.querySelector('.page h1')");
    browser.press("Tab", 9);
    assertEquals("skip", browser.text("document.activeElement.id"));
  }

  /** It is the file of the npm package that our tests have from the registry, as it is. */
  @Test
  void theLibraryForMqttIsTheOneThatIsTested() throws Exception {
    assertArrayEquals(
        Files.readAllBytes(Path.of("node_modules/mqtt/dist/mqtt.esm.js")),
        Files.readAllBytes(Path.of("../src/main/resources/io/heddle/admin/console/lib/mqtt.js")));
  }
}

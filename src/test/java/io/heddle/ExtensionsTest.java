package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Extensions;
import io.heddle.api.Extensions.ExtensionInfo;
import io.heddle.api.Extensions.State;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Extensions of a broker on the class path, as clients over sockets notice them. */
@Timeout(120)
class ExtensionsTest {
  /** Lets in who is named like the version of the extension's own library. */
  private static final String BY_VERSION =
      """
      String known = context.name() + lib.Version.text() + context.settings().getOrDefault("more", "");
      context.add((Authenticator) login -> known.equals(login.userName())
          ? new Authentication.Accepted(known, Set.of()) : new Authentication.Unknown());
      """;

  private static final String CLOSED =
      """
      context.add((Authorizer) (client, action) ->
          action instanceof Action.Publish publish && publish.topic().value().startsWith("closed")
              ? new Access.Denied("closed") : Access.NO_OPINION);
      """;

  @RegisterExtension final Stage stage = Stage.plain();
  @TempDir private Path temporary;
  private ExtensionJars jars;
  private RunningBroker running;

  @BeforeEach
  void folder() throws Exception {
    jars = new ExtensionJars(Files.createDirectory(temporary.resolve("extensions")));
  }

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  private Extensions start(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("extensions.folder", jars.folder().toString()));
    running = RunningBroker.with(all.toArray(String[]::new));
    return running.broker().services().extensions();
  }

  private Client enters(String user) {
    return stage.connectTo(running, Login.v5("c-" + user).credentials(user, "x"));
  }

  private void refused(String user) {
    Client client = stage.openTo(running, Version.MQTT_5_0);
    client.send(Login.v5("c-" + user).credentials(user, "x").packet());
    client.expectRefused(ReasonCode.BAD_USER_NAME_OR_PASSWORD);
  }

  private void publishes(Client client, String topic, ReasonCode reason) {
    int id = client.id();
    client.send(Packets.publish(topic, "x", Qos.AT_LEAST_ONCE, id));
    assertEquals(reason, client.await(Packet.Puback.class).reason(), topic);
  }

  private static String words(Extensions extensions, String name) {
    for (ExtensionInfo one : extensions.all()) {
      if (one.name().equals(name)) {
        assertEquals(State.FAILED, one.state(), name);
        return one.words();
      }
    }
    throw new AssertionError("no " + name);
  }

  @Test
  void eachHasItsOwnVersionOfALibraryAndComesAndGoes() throws Exception {
    jars.library("one", "1");
    jars.extension("one", BY_VERSION);
    jars.library("two", "2");
    jars.extension("two", BY_VERSION);
    Extensions extensions = start("extension.two.more", "-more");
    enters("one1");
    enters("two2-more");
    refused("two1");
    extensions.stop("one");
    refused("one1");
    enters("two2-more");
    extensions.stop("two");
    // Nobody is left to ask, and that opens nothing.
    refused("two2-more");
    jars.library("one", "9");
    extensions.start("one");
    enters("one9");
    jars.library("one", "10");
    extensions.reload("one");
    enters("one10");
    refused("one9");
    assertThrows(IllegalStateException.class, () -> extensions.start("one"));
    assertThrows(IllegalStateException.class, () -> extensions.stop("two"));
    String told =
        assertThrows(IllegalArgumentException.class, () -> extensions.start("three")).getMessage();
    assertTrue(told.endsWith("there are: one, two"), told);
  }

  @Test
  void oneThatCannotBeLoadedAnewGoesOn() throws Exception {
    jars.library("one", "9");
    jars.extension("one", BY_VERSION);
    Extensions extensions = start();
    enters("one9");
    jars.fromTheFuture("one");
    assertThrows(IllegalStateException.class, () -> extensions.reload("one"));
    assertEquals(State.STARTED, extensions.all().getFirst().state());
    enters("one9");
    extensions.stop("one");
    assertThrows(IllegalStateException.class, () -> extensions.reload("one"));
    assertTrue(words(extensions, "one").contains("made for a newer Java"));
  }

  @Test
  void oneWhoseSuccessorDoesNotStartIsStartedAgain() throws Exception {
    jars.library("one", "9");
    jars.extension("one", BY_VERSION);
    Extensions extensions = start();
    jars.extension("one", "if (true) throw new java.io.IOException(\"no database\");");
    String told =
        assertThrows(IllegalStateException.class, () -> extensions.reload("one")).getMessage();
    assertEquals("the extension one failed: starting failed: no database", told);
    assertEquals(State.STARTED, extensions.all().getFirst().state());
    enters("one9");
    jars.extension("one", "");
    extensions.reload("one");
    refused("one9");
  }

  @Test
  void oneThatDoesNotStartAgainHasFailed() throws Exception {
    jars.extension(
        "one",
        "if (System.getProperties().remove(\"heddle.test.once\") == null)"
            + " throw new java.io.IOException(\"only once\");");
    System.setProperty("heddle.test.once", "yes");
    Extensions extensions = start();
    jars.extension("one", "throw new java.io.IOException(\"no database\");");
    assertThrows(IllegalStateException.class, () -> extensions.reload("one"));
    assertEquals("starting failed: no database", words(extensions, "one"));
    jars.extension("one", "");
    extensions.reload("one");
    assertEquals(State.STARTED, extensions.all().getFirst().state());
  }

  @Test
  void oneThatIsStoppedLeavesNothingBehind() throws Exception {
    jars.library("one", "1");
    jars.extension("one", BY_VERSION + CLOSED);
    Extensions extensions = start();
    Client client = enters("one1");
    publishes(client, "closed/door", ReasonCode.NOT_AUTHORIZED);
    WeakReference<?> loader =
        (WeakReference<?>) System.getProperties().remove(ExtensionJars.LOADER);
    assertFalse(loader.refersTo(null));
    extensions.stop("one");
    publishes(client, "other", ReasonCode.NOT_AUTHORIZED);
    ExtensionJars.awaitCollected(loader);
  }

  @Test
  void whoIsConnectedIsAskedByThoseThatThereAre() throws Exception {
    jars.extension("rules", CLOSED);
    Extensions extensions = start("acl.default", "allow");
    Client client = stage.connectTo(running, Login.v5("c"));
    publishes(client, "closed/door", ReasonCode.NOT_AUTHORIZED);
    publishes(client, "open", ReasonCode.NO_MATCHING_SUBSCRIBERS);
    extensions.stop("rules");
    publishes(client, "closed/door", ReasonCode.NO_MATCHING_SUBSCRIBERS);
    extensions.start("rules");
    publishes(client, "closed/door", ReasonCode.NOT_AUTHORIZED);
  }

  @Test
  void oneThatFailsHindersNobody() throws Exception {
    Files.createDirectory(jars.folder().resolve("empty"));
    jars.library("none", "1");
    jars.extension("throws", CLOSED + "if (true) throw new java.io.IOException(\"no database\");");
    jars.extension("hangs", "new java.util.concurrent.CountDownLatch(1).await();");
    jars.extension("missing", "Class.forName(\"not.There\");");
    jars.fromTheFuture("future");
    jars.extension("works", "");
    Extensions extensions = start("extensions.timeout", "2s", "extensions.order", "works, hangs");
    assertTrue(words(extensions, "empty").startsWith("there is no jar in "));
    assertEquals(
        "none of its jars provides the service io.heddle.api.Extension", words(extensions, "none"));
    assertEquals("starting failed: no database", words(extensions, "throws"));
    assertEquals("starting took longer than 2000 ms", words(extensions, "hangs"));
    assertEquals("starting failed: not.There", words(extensions, "missing"));
    assertTrue(
        words(extensions, "future").contains("made for a newer Java"), words(extensions, "future"));
    assertEquals(State.STARTED, extensions.all().getLast().state());
    stage.connectTo(running, Login.v5("c"));
    String told =
        assertThrows(IllegalStateException.class, () -> extensions.reload("throws")).getMessage();
    assertEquals("the extension throws failed: starting failed: no database", told);
    jars.extension("throws", "");
    extensions.reload("throws");
  }

  @Test
  void oneThatIsRequiredHasToStart() throws Exception {
    jars.extension("throws", "if (true) throw new java.io.IOException(\"no database\");");
    String told =
        assertThrows(StartException.class, () -> start("extensions.required", "throws"))
            .getMessage();
    assertEquals("extensions.required = throws: starting failed: no database", told);
  }

  @Test
  void anOpenListenerCountsWhomExtensionsBring() throws Exception {
    jars.library("one", "1");
    jars.extension("one", "");
    String[] open = {"listener.tcp.address", "0.0.0.0"};
    assertThrows(StartException.class, () -> start(open));
    jars.extension("one", BY_VERSION);
    start(open);
    enters("one1");
  }

  @Test
  void whatIsWrongInTheSettingsHasItsLine() throws Exception {
    jars.extension("one", "");
    Path file =
        Files.writeString(
            temporary.resolve("heddle.properties"),
            "extensions.folder = %s\nextension.one.password = quux-9!\nextension.tow.x = 1\nextensions.order = one, three\n"
                .formatted(jars.folder()));
    String told =
        assertThrows(IllegalArgumentException.class, () -> Heddle.start(file)).getMessage();
    String there = " in " + jars.folder() + "; there are: one";
    assertTrue(
        told.contains(file + ":3: extension.tow.x: there is no extension tow" + there), told);
    assertTrue(
        told.contains(
            file + ":4: extensions.order = one, three: there is no extension three" + there),
        told);
    assertFalse(told.contains("quux-9!"), told);
  }

  @Test
  void secretsAreNotShown() throws Exception {
    jars.extension(
        "one",
        "if (!context.settings().get(\"db.password\").equals(\"123\")) throw new"
            + " Exception(\"no\");");
    start("extension.one.db.password", "123", "extensions.required", "one");
    assertEquals(
        "***",
        running
            .broker()
            .services()
            .settings()
            .find("extension.one.db.password")
            .orElseThrow()
            .value());
  }
}

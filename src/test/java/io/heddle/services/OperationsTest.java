package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.AddressRange;
import io.heddle.api.Ban;
import io.heddle.api.Bans;
import io.heddle.api.Extensions;
import io.heddle.api.Listeners.ListenerInfo;
import io.heddle.api.Reloaded;
import io.heddle.api.Reloaded.Outcome;
import io.heddle.api.Services;
import io.heddle.api.Status;
import io.heddle.api.Status.State;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who looks after a broker asks and tells it: bans, listeners, status, reload. */
@Timeout(60)
class OperationsTest {
  @TempDir Path folder;

  @AutoClose private final Several brokers = new Several();

  private Path file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private static void refused(Running running, Login login) {
    Client client = running.open(Version.MQTT_5_0);
    client.send(login.packet());
    client.expectRefused(ReasonCode.BANNED);
  }

  @Test
  void bans() throws IOException {
    Path banned = file("bans", "client bad because it floods");
    Running running = brokers.start(builder -> {}, "bans.file", banned.toString());
    Bans bans = running.services().bans();
    Ban ofFile = new Ban(new Ban.Target.ClientId("bad"), null, "it floods");
    assertEquals(List.of(ofFile), bans.list());
    refused(running, Login.v5("bad"));
    Client one = running.connect(Login.v5("one"));
    Ban own =
        new Ban(
            new Ban.Target.Addresses(AddressRange.parse("127.0.0.0/8")),
            Instant.now().plusSeconds(600),
            "not from here");
    bans.add(own);
    one.expectDisconnect(ReasonCode.ADMINISTRATIVE_ACTION);
    assertEquals(List.of(ofFile, own), bans.list());
    assertTrue(bans.remove(own.target()));
    assertFalse(bans.remove(ofFile.target()), "it is in the file");
    running.connect(Login.v5("one"));
    bans.add(new Ban(new Ban.Target.ClientId("one"), Instant.EPOCH, "it is over"));
    assertEquals(List.of(ofFile), bans.list());
  }

  @Test
  void listeners() {
    Path socket = folder.resolve("s");
    Running running =
        brokers.start(
            builder -> {},
            "listener.tcp.connections",
            "7",
            "listener.near.transport",
            "unix",
            "listener.near.path",
            socket.toString(),
            "listener.web.transport",
            "ws",
            "listener.web.port",
            "0");
    running.connect(Login.v5("one"));
    List<ListenerInfo> all = running.services().listeners().all();
    assertEquals(running.broker().endpoints(), all.stream().map(ListenerInfo::uri).toList());
    URI tcp = running.broker().endpoints().getFirst();
    assertEquals(
        new ListenerInfo("tcp", "tcp", "127.0.0.1", tcp.getPort(), tcp, 1, 7),
        running.services().listeners().find("tcp").orElseThrow());
    ListenerInfo near = running.services().listeners().find("near").orElseThrow();
    assertEquals(
        "unix " + socket + " 0", near.transport() + " " + near.address() + " " + near.port());
    ListenerInfo web = running.services().listeners().find("web").orElseThrow();
    assertEquals("ws 127.0.0.1", web.transport() + " " + web.address());
    assertTrue(web.port() > 0);
    assertTrue(running.services().listeners().find("none").isEmpty());
  }

  @Test
  void readingFilesAnewTellsWhatCameOfIt() throws IOException {
    Path rules = file("rules", "allow all subscribe a");
    Path bans = file("bans");
    Running running =
        brokers.start(
            builder -> {},
            "acl.file",
            rules.toString(),
            "bans.file",
            bans.toString(),
            "files.interval",
            "never");
    Services services = running.services();
    Files.write(rules, List.of("allow all subscribe a", "nonsense"));
    Files.write(bans, List.of("client bad"));
    List<Reloaded> first = services.reload();
    assertEquals(List.of(Reloaded.inForce(bans.toString(), true), first.getLast()), first);
    Reloaded refused = first.getLast();
    assertEquals(rules.toString(), refused.what());
    assertEquals(Outcome.REFUSED, refused.outcome());
    assertTrue(refused.errors().getFirst().startsWith(rules + ":2: "), refused::toString);
    assertEquals(1, services.bans().list().size());
    Status status = services.status();
    assertEquals(State.RUNNING, status.state());
    assertEquals(refused.errors(), status.problems());
    Files.write(rules, List.of("allow all subscribe b"));
    assertEquals(
        List.of(Reloaded.inForce(bans.toString(), false), Reloaded.inForce(rules.toString(), true)),
        services.reload());
    assertEquals(List.of(), services.status().problems());
  }

  @Test
  void theStatusOfABroker() throws IOException {
    Files.createFile(Files.createDirectory(folder.resolve("none")).resolve("none.jar"));
    Running running = brokers.start(builder -> {}, "extensions.folder", folder.toString());
    Status status = running.services().status();
    assertEquals(State.RUNNING, status.state());
    assertFalse(status.version().isEmpty());
    assertEquals(1, status.problems().size(), status::toString);
    assertTrue(
        status.problems().getFirst().startsWith("extension none failed: "), status::toString);
    Extensions extensions = running.services().extensions();
    Files.createDirectory(folder.resolve("later"));
    assertEquals(0, extensions.count(Extensions.State.STOPPED), "the folder is not looked at");
    assertEquals(2, extensions.all().size());
    assertEquals(1, extensions.count(Extensions.State.STOPPED));
    assertEquals(1, extensions.count(Extensions.State.FAILED));
    running.close();
    assertEquals(State.STOPPING, running.services().status().state());
  }
}

package io.heddle.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.StartException;
import io.heddle.session.Until;
import io.heddle.spec.Raw;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Unix domain sockets, and the files that they are. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class UnixListenerTest {
  private static final byte[] CONNECT = Raw.bytes("10 0d 'MQTT' 05 02 0000 00 0000");

  @TempDir Path folder;

  private Broker start(Path file, String mode) {
    return Heddle.start(Map.of("listener.unix.path", file.toString(), "listener.unix.mode", mode));
  }

  private static void comes(Path file) throws IOException {
    try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      client.write(ByteBuffer.wrap(CONNECT));
      ByteBuffer answer = ByteBuffer.allocate(100);
      assertTrue(client.read(answer) > 0);
      assertEquals(0x20, answer.get(0), "CONNACK");
    }
  }

  private String refusal(Path file) {
    return assertThrows(StartException.class, () -> start(file, "600").close()).getMessage();
  }

  @Test
  void clientsComeAndTheFileGoes() throws Exception {
    Path file = folder.resolve("a socket");
    try (Broker broker = start(file, "0620")) {
      assertEquals(List.of(URI.create("unix:" + file.toUri().getRawPath())), broker.endpoints());
      assertEquals("rw--w----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      comes(file);
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void whatADeadBrokerLeftIsReplaced() throws Exception {
    Path file = folder.resolve("s");
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(file));
    }
    assertTrue(Files.exists(file), "the JDK leaves it");
    try (Broker _ = start(file, "600")) {
      comes(file);
    }
  }

  @Test
  void aBrokerThatLivesIsLeftAlone() throws Exception {
    Path file = folder.resolve("s");
    try (Broker _ = start(file, "600")) {
      assertEquals(
          "listener.unix: cannot listen on unix:" + file + ": somebody listens there already",
          refusal(file));
      comes(file);
    }
  }

  @Test
  void aFileThatIsNoSocketIsLeftAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("s"), "precious");
    assertEquals(
        "listener.unix: cannot listen on unix:" + file + ": there is a file that is no socket",
        refusal(file));
    assertEquals("precious", Files.readString(file));
  }

  @Test
  void theFileOfWhoCameAfterUsStays() throws Exception {
    Path file = folder.resolve("s");
    Broker first = start(file, "600");
    Files.delete(file);
    try (Broker _ = start(file, "600")) {
      first.close();
      comes(file);
    }
  }

  /** Between two steps of the broker somebody else might come, who may not. */
  @Test
  void itHasItsModeFromTheFirstMomentOn() throws Exception {
    Path file = folder.resolve("s");
    Set<Set<PosixFilePermission>> seen = ConcurrentHashMap.newKeySet();
    AtomicBoolean over = new AtomicBoolean();
    Thread looking =
        Thread.ofPlatform()
            .start(() -> {
              while (!over.get()) {
                try {
                  seen.add(Files.getPosixFilePermissions(file));
                } catch (IOException notYet) {
                  // or not any more
                }
              }
            });
    for (int i = 0; i < 300; i++) {
      Bound bound = Bound.unix(file, 0600);
      bound.server().close();
      bound.remains().remove();
    }
    over.set(true);
    Until.ended(looking);
    assertEquals(Set.of(PosixFilePermissions.fromString("rw-------")), seen);
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void whatABrokerLeftThatWasKilledWhileItBoundIsNoHindrance() throws Exception {
    Path file = folder.resolve("s");
    Path left = Files.createDirectory(folder.resolve(".h0"));
    try (Broker _ = start(file, "600")) {
      comes(file);
    }
    assertTrue(Files.exists(left));
  }

  @Test
  void nothingIsLeftOfWhatCouldNotBeBound() throws Exception {
    refusal(folder.resolve("a".repeat(120)));
    refusal(Files.createDirectory(folder.resolve("folder")));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("folder")), left.toList());
    }
  }

  @Test
  void aPathThatIsTooLong() {
    String words = refusal(folder.resolve("x".repeat(120)));
    assertTrue(words.startsWith("listener.unix: cannot listen on unix:"), words);
  }
}

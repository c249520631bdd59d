package io.heddle.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.broker.Core;
import io.heddle.broker.FakeTimer;
import io.heddle.broker.Machine;
import io.heddle.broker.Machines;
import io.heddle.broker.SystemThreads;
import io.heddle.broker.Threads;
import io.heddle.config.Configuration;
import io.heddle.config.ConfigurationException;
import io.heddle.connection.Surroundings;
import io.heddle.session.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets: bound, accepted, limited, ended. */
@Timeout(60)
class SocketListenerTest {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int STILL_OPEN = -2;
  private static final byte[] CONNECT = bytes("100d 0004 4d515454 05 02 0000 00 0000");

  private final FakeTimer timer = new FakeTimer();
  private final Surroundings surroundings =
      Surroundings.of(new Core(settings().broker(), Machines.of(timer)), settings().connection());
  private final SystemThreads threads = new SystemThreads();
  private final Sockets sockets = Sockets.open(threads::heavy, threads::start);
  private final SocketListener listener = listen(0, 2);

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static Configuration settings() {
    try {
      return Configuration.of(Map.of());
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  private SocketListener listen(int port, int most) {
    try {
      return bind("one", port, most, surroundings, sockets);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Room for four who have said nothing. */
  private static final long LOBBY = 4 * 8 * 1024;

  private static SocketListener bind(
      String name, int port, int most, Surroundings around, Sockets sockets) throws IOException {
    Transport.Tcp tcp = new Transport.Tcp("127.0.0.1", port);
    ListenerOptions options = ListenerOptions.open(name, tcp, most);
    return SocketListener.at(
        Bound.tcp("tcp", "127.0.0.1", port),
        options,
        UnaryOperator.identity(),
        around,
        sockets,
        new Lobby(LOBBY));
  }

  @AfterEach
  void close() {
    listener.close();
    listener.cutConnections();
    sockets.close();
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), listener.uri().getPort());
  }

  private Socket accepted() throws IOException {
    Socket socket = connect();
    socket.getOutputStream().write(CONNECT);
    assertEquals(0x20, socket.getInputStream().read(), "CONNACK");
    return socket;
  }

  @Test
  void portZeroIsAFreeOneAndTheUriTellsWhich() {
    assertTrue(
        listener.uri().toString().matches("tcp://127\\.0\\.0\\.1:[1-9][0-9]*"),
        listener.uri()::toString);
  }

  @Test
  void aTakenPortIsNamedWithItsListener() {
    int port = listener.uri().getPort();
    IOException refused =
        assertThrows(IOException.class, () -> bind("two", port, 9, surroundings, sockets));
    String words = "cannot listen on 127.0.0.1:" + port + ": ";
    assertTrue(refused.getMessage().startsWith(words), refused.getMessage());
  }

  @Test
  void thoseWhoSayNothingLeaveRoomForOthers() throws Exception {
    SocketListener many = listen(0, 10);
    many.start();
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        silent.add(from("127.0.0.1", many));
      }
      Until.so("all are there", () -> many.connections() == 4);
      silent.add(from("127.0.0.1", many));
      assertEquals(-1, read(silent.getFirst()), "the oldest of the same address gave way");
      silent.add(from("127.0.0.2", many));
      greet(silent.get(5));
      assertEquals(-1, read(silent.get(1)), "the oldest of the fullest address gave way");
      // Who has said CONNECT takes nothing of the room.
      for (int i = 0; i < 3; i++) {
        silent.add(from("127.0.0.1", many));
        greet(silent.getLast());
      }
      assertEquals(7, many.connections());
    } finally {
      for (Socket each : silent) {
        each.close();
      }
      many.close();
      many.cutConnections();
    }
  }

  private static Socket from(String address, SocketListener to) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.bind(new InetSocketAddress(address, 0));
    socket.connect(new InetSocketAddress("127.0.0.1", to.uri().getPort()));
    return socket;
  }

  private static void greet(Socket socket) throws IOException {
    socket.getOutputStream().write(CONNECT);
    assertEquals(0x20, socket.getInputStream().read(), "CONNACK");
  }

  private static int read(Socket socket) {
    try {
      return socket.getInputStream().read();
    } catch (SocketTimeoutException open) {
      return STILL_OPEN;
    } catch (IOException reset) {
      return -1;
    }
  }

  @Test
  void clientsComeAndGo() throws Exception {
    listener.start();
    Socket socket = accepted();
    assertEquals(1, listener.connections());
    socket.close();
    Until.so("it is gone", () -> listener.connections() == 0);
  }

  @Test
  void oneTooManyIsClosedAtOnceAndTheOthersStay() throws Exception {
    listener.start();
    try (Socket first = accepted();
        Socket second = accepted();
        Socket third = connect()) {
      assertEquals(-1, third.getInputStream().read());
      second.shutdownOutput();
      Until.so("there is room", () -> listener.connections() == 1);
      try (Socket fourth = accepted()) {
        first.getOutputStream().write(bytes("c000"));
        first.getInputStream().skipNBytes(1);
        assertTrue(fourth.isConnected());
      }
    }
  }

  @Test
  void whoIsThereWhenItStopsIsToldAndWhoDoesNotCloseIsCut() throws Exception {
    listener.start();
    try (Socket socket = accepted()) {
      listener.close();
      listener.stopConnections();
      byte[] told = socket.getInputStream().readAllBytes();
      assertTrue(HexFormat.of().formatHex(told).matches(".*8b..1f.*"), "DISCONNECT 0x8B and why");
      assertEquals(1, listener.connections(), "the client may still be reading");
      listener.cutConnections();
      Until.so("it is gone", () -> listener.connections() == 0);
    }
  }

  @Test
  void aClosedListenerAcceptsNobody() throws Exception {
    listener.start();
    try (Socket socket = accepted()) {
      listener.close();
      Until.so("nobody is accepted", this::isRefused);
      socket.getOutputStream().write(bytes("c000"));
      assertTrue(socket.getInputStream().read() >= 0, "who was there goes on");
    }
  }

  private boolean isRefused() {
    try (Socket another = connect()) {
      return another.getInputStream().read() < 0;
    } catch (IOException refused) {
      return true;
    }
  }

  /** The first client's thread cannot be made. */
  @Test
  void aFaultCostsOneClientNotTheListener() throws Exception {
    Machine machine = Machines.of(timer);
    AtomicBoolean failed = new AtomicBoolean();
    Threads failing = new FailingOnce(machine.threads(), failed);
    Machine weak = new Machine(machine.clock(), machine.timer(), machine.random(), failing);
    Surroundings poor =
        Surroundings.of(new Core(settings().broker(), weak), settings().connection());
    try (SocketListener weakListener = bind("weak", 0, 1, poor, Sockets.blocking(poor::start))) {
      weakListener.start();
      int port = weakListener.uri().getPort();
      try (Socket first = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertEquals(-1, first.getInputStream().read());
      }
      try (Socket second = new Socket(InetAddress.getLoopbackAddress(), port)) {
        second.getOutputStream().write(CONNECT);
        assertEquals(0x20, second.getInputStream().read(), "CONNACK");
      }
      weakListener.cutConnections();
    }
  }

  private record FailingOnce(Threads threads, AtomicBoolean failed) implements Threads {
    @Override
    public void start(String name, Runnable work) {
      if (name.equals("mqtt-new") && failed.compareAndSet(false, true)) {
        throw new OutOfMemoryError("of the test");
      }
      threads.start(name, work);
    }

    @Override
    public void startHeavy(String name, Runnable work) {
      threads.startHeavy(name, work);
    }
  }
}

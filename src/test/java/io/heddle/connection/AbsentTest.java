package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Access;
import io.heddle.broker.Core;
import io.heddle.broker.Machines;
import io.heddle.broker.SystemThreads;
import io.heddle.broker.SystemTimer;
import io.heddle.broker.World;
import io.heddle.memory.MemoryLink;
import io.heddle.mqtt.Qos;
import io.heddle.session.Until;
import io.heddle.spec.Raw;
import io.heddle.spec.Wire;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;

/** What stays on the heap of a client that is gone, while its session waits for it. */
@Timeout(60)
class AbsentTest {
  private static final Access ALLOWED = new Access.Allowed(Qos.EXACTLY_ONCE, "all");

  @AutoClose private final SystemTimer timer = new SystemTimer(new SystemThreads());
  private final Core core = new Core(World.options(), Machines.of(timer));
  private final Surroundings surroundings =
      new Surroundings(
          core,
          new Buffers(1 << 20),
          new Logbook(new RecordingLogger(Level.DEBUG), core.machine()),
          new Guard(List.of(), List.of((client, action) -> ALLOWED), AccessOptions.USUAL),
          Desk.options(),
          Entrance.of("tcp"));

  /** A client with a session, and a Will that is not due for long, came and was lost. */
  private WeakReference<Link> lost() throws InterruptedException {
    MemoryLink link = new MemoryLink("test");
    Thread own = Thread.ofVirtual().start(new Connection(link, surroundings));
    Wire wire = link.wire();
    wire.send(Raw.packet(0x10, "'MQTT' 05 06 0000 {11 00000e10} 'c' {18 00000e10} 'will' 'w'"));
    byte[] answer = new byte[100];
    assertTrue(wire.read(answer, Duration.ofSeconds(20)) > 3);
    assertEquals(0, answer[3], "accepted");
    wire.abort();
    Until.ended(own);
    assertEquals(1, core.sessions().count());
    return new WeakReference<>(link);
  }

  @Test
  void itsSessionDoesNotKeepItsConnection() throws InterruptedException {
    WeakReference<Link> link = lost();
    Until.so(
        "the link is collected",
        () -> {
          System.gc();
          return link.get() == null;
        });
    assertNotNull(core.sessions().find("c").takeWill(), "it still has its Will");
  }
}

package io.heddle.transport.tls;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/** Prints what TLS costs: run by hand, for the figures in docs/tls.md. */
final class TlsFigures {
  private static final int CLIENTS = 2000;
  private static final int HANDSHAKES = 400;

  private TlsFigures() {}

  public static void main(String[] arguments) throws Exception {
    for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
      IdleClients.bytes(200, version);
      System.out.println(
          version + ": " + IdleClients.bytes(CLIENTS, version) + " bytes for each idle client");
    }
    for (String name : new String[] {"rsa", "ec", "ed"}) {
      handshakes(name, false);
      long full = handshakes(name, false);
      long resumed = handshakes(name, true);
      System.out.println(name + ": " + full + " µs for each handshake, resumed " + resumed);
    }
  }

  /** Processor time of the work that a pool would do, in µs for each handshake. */
  private static long handshakes(String name, boolean resumed) throws Exception {
    AtomicLong nanos = new AtomicLong();
    Executor measured =
        work -> Thread.ofPlatform().start(() -> nanos.addAndGet(processorTime(work)));
    TlsContext context = Encounter.load(Authority.shared().options(name));
    SSLContext client = Encounter.client(Authority.shared(), null);
    for (int i = 0; i < HANDSHAKES; i++) {
      SSLContext each = resumed ? client : Encounter.client(Authority.shared(), null);
      PipeLink below = new PipeLink(64 * 1024, true);
      try (Encounter met = new Encounter(below, context, measured, each).met()) {
        met.link.write(new byte[1], 0, 1);
        met.client.getInputStream().read();
      }
    }
    return nanos.get() / HANDSHAKES / 1000;
  }

  private static long processorTime(Runnable work) {
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    work.run();
    return threads.getCurrentThreadCpuTime() - before;
  }
}

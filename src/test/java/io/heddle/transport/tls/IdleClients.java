package io.heddle.transport.tls;

import io.heddle.connection.Link;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** Many clients that have said something and are silent now, and how much heap each one takes. */
final class IdleClients {
  private static final int ROOM = 8 * 1024;
  private static final int BURST = 100_000;

  private final List<PipeLink> pipes = new ArrayList<>();
  private final AtomicInteger gone = new AtomicInteger();
  private final SSLContext client = Encounter.client(Authority.shared(), null);

  private IdleClients() {}

  /** Bytes of heap for each client with TLS, beyond those of one without. */
  static long bytes(int clients, String version) throws IOException, InterruptedException {
    TlsContext context = Encounter.load(Authority.shared().options("ec"));
    long plain = new IdleClients().measure(clients, null, version);
    return new IdleClients().measure(clients, context, version) - plain;
  }

  private long measure(int clients, TlsContext context, String version)
      throws IOException, InterruptedException {
    for (int i = 0; i < clients; i++) {
      comes(context, version);
    }
    long with = used();
    for (PipeLink pipe : pipes) {
      pipe.close();
    }
    while (gone.get() < clients) {
      Thread.onSpinWait();
    }
    long without = used();
    Reference.reachabilityFence(pipes);
    return (with - without) / clients;
  }

  /** It sends so much that every buffer grows, and then nothing. */
  private void comes(TlsContext context, String version) throws IOException, InterruptedException {
    PipeLink pipe = new PipeLink(ROOM, true);
    pipes.add(pipe);
    CountDownLatch heard = new CountDownLatch(1);
    if (context == null) {
      Thread.ofVirtual().start(() -> live(pipe, heard));
      pipe.in.write(new byte[BURST], 0, BURST);
    } else {
      Encounter encounter = new Encounter(pipe, context, Runnable::run, client).protocol(version);
      // Not the encounter: the thread would keep the client's half of it.
      TlsLink link = encounter.link;
      Thread.ofVirtual().start(() -> live(link, heard));
      encounter.client.getOutputStream().write(new byte[BURST]);
    }
    heard.await();
    while (pipe.in.count() > 0) {
      Thread.onSpinWait();
    }
  }

  private void live(Link link, CountDownLatch heard) {
    try {
      byte[] large = new byte[32 * 1024];
      int total = 0;
      while (total < BURST) {
        total += link.read(large, 0, large.length);
      }
      large = null;
      link.write(new byte[100], 0, 100);
      heard.countDown();
      link.read(new byte[512], 0, 512);
    } catch (IOException closed) {
      // the measuring is over
    } finally {
      gone.incrementAndGet();
    }
  }

  private static long used() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}

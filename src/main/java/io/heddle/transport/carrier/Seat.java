package io.heddle.transport.carrier;

import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The place of one channel and its virtual threads on a carrier. When the number of carriers at
 * work changes, a seat moves with the next wait for input. One thread may wait for input and one
 * for output at a time; everything else is for any thread.
 *
 * <p>A channel stays registered while its client is served, so a message costs no system call for
 * that. Only when bytes come that nobody waits for is the interest in them withdrawn, until
 * somebody does.
 */
@SuppressWarnings("ReferenceEquality") // a key is this registration and no other
public final class Seat implements Executor {
  private static final int INPUT = SelectionKey.OP_READ;
  private static final int OUTPUT = SelectionKey.OP_WRITE;

  private final Carriers carriers;
  private final SelectableChannel channel;
  private final int number;
  private final AtomicReference<@Nullable Thread> reader = new AtomicReference<>();
  private final AtomicReference<@Nullable Thread> writer = new AtomicReference<>();

  /** Written by the thread that waits for input, as is {@link #key}. */
  private volatile Carrier carrier;

  private volatile SelectionKey key;

  /** The key that is interested in input, if there is one. */
  private volatile @Nullable SelectionKey listening;

  Seat(Carriers carriers, SelectableChannel channel, int number) throws IOException {
    this.carriers = carriers;
    this.channel = channel;
    this.number = number;
    channel.configureBlocking(false);
    this.carrier = carriers.carrierOf(number);
    this.key = channel.register(carrier.selector, 0, this);
  }

  /** Starts work that mostly waits, on a virtual thread of this carrier. */
  public void start(String name, Runnable work) {
    carriers.start(this, name, work);
  }

  /** A thread of this seat is ready: for the JDK, which calls this. */
  @Override
  public void execute(Runnable thread) {
    carrier.run(thread);
  }

  /**
   * Waits until there may be something to read.
   *
   * @throws SocketException when the channel is closed
   */
  public void awaitInput() throws IOException {
    Pinned.run(this::prepareInput);
    await(reader);
  }

  private void prepareInput() throws IOException {
    Carrier wanted = carriers.carrierOf(number);
    if (wanted != carrier) {
      moveTo(wanted);
    }
    reader.set(Thread.currentThread());
    if (listening != key) {
      listen();
    }
  }

  private void listen() throws IOException {
    listening = key;
    try {
      interest(key, INPUT);
    } finally {
      carrier.wake();
    }
  }

  private void moveTo(Carrier wanted) throws IOException {
    SelectionKey old = key;
    try {
      key = channel.register(wanted.selector, 0, this);
    } catch (ClosedChannelException closed) {
      throw gone();
    } catch (CancelledKeyException tooSoon) {
      // It came from there just now, and that selector has not forgotten it yet.
      return;
    }
    Carrier left = carrier;
    carrier = wanted;
    old.cancel();
    left.wake();
    if (writer.get() != null) {
      interest(key, OUTPUT);
    }
  }

  /**
   * Waits until something may be written.
   *
   * @throws SocketException when the channel is closed
   */
  public void awaitOutput() throws IOException {
    Pinned.run(this::prepareOutput);
    await(writer);
  }

  private void prepareOutput() throws IOException {
    writer.set(Thread.currentThread());
    SelectionKey now;
    do {
      // It may be moved meanwhile, which looks for a writer after it has set the new key.
      now = key;
      if (now.isValid()) {
        interest(now, OUTPUT);
      }
    } while (now != key);
    carrier.wake();
  }

  private void interest(SelectionKey of, int operations) throws IOException {
    try {
      of.interestOpsOr(operations);
    } catch (CancelledKeyException cancelled) {
      if (!channel.isOpen()) {
        throw gone();
      }
    }
  }

  private void await(AtomicReference<@Nullable Thread> waiter) throws IOException {
    boolean interrupted = false;
    while (waiter.get() != null && channel.isOpen()) {
      LockSupport.park(this);
      // An interrupt ends no wait, and would make the next park return at once.
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!channel.isOpen()) {
      throw gone();
    }
  }

  private static SocketException gone() {
    return new SocketException("Socket closed");
  }

  /** Something may be done: called by the carrier. */
  void isReady(SelectionKey of) {
    int operations = of.readyOps();
    if ((operations & OUTPUT) != 0) {
      of.interestOpsAnd(~OUTPUT);
      wake(writer);
    }
    if ((operations & INPUT) != 0 && !wake(reader)) {
      withdraw(of);
    }
  }

  /** Nobody waits for input, or else it would be told again and again. */
  private void withdraw(SelectionKey of) {
    of.interestOpsAnd(~INPUT);
    if (of != listening) {
      return;
    }
    listening = null;
    if (reader.get() != null) {
      listening = of;
      of.interestOpsOr(INPUT);
    }
  }

  private static boolean wake(AtomicReference<@Nullable Thread> waiter) {
    Thread waiting = waiter.getAndSet(null);
    if (waiting == null) {
      return false;
    }
    LockSupport.unpark(waiting);
    return true;
  }

  /** Closes the channel and wakes whoever waits for it. */
  public void close() throws IOException {
    Pinned.run(this::closeChannel);
  }

  private void closeChannel() throws IOException {
    try {
      channel.close();
    } finally {
      wake(reader);
      wake(writer);
      // A selector that sleeps would keep the socket from being closed.
      carrier.wake();
    }
  }
}

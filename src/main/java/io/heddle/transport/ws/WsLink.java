package io.heddle.transport.ws;

import io.heddle.connection.Ending;
import io.heddle.connection.Link;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * WebSocket over another link. The first read answers the HTTP request, on its own thread. The link
 * below must be read and written by nobody else.
 *
 * <p><b>Threads.</b> As with every link one thread reads and one writes at a time, and {@link
 * #close} may come from any. {@link FrameReader} and the fields that are not volatile belong to the
 * thread that reads; {@link FrameWriter} has a lock, because that thread answers pings.
 *
 * <p><b>The end.</b> Close of a client is the end of its bytes, as is the end of the link below:
 * whether it meant to go is said by MQTT's own DISCONNECT. A client that breaks the rules of
 * WebSocket is told the code for it when the connection finishes the link.
 */
public final class WsLink implements Link, FrameReader.Control {
  private final Link below;
  private final Hosting hosting;
  private final FrameWriter writer;

  /** Until the request is answered: what it has of HTTP is not kept. */
  private @Nullable Opening opening;

  /** From then on. */
  private @Nullable FrameReader reader;

  private IntConsumer overhead = bytes -> {};

  /** Nothing of the client is looked at any more: it is read away. */
  private boolean deaf;

  /** Written by the thread that reads. */
  private volatile boolean opened;

  /** Written by the thread that reads; 0 until the client does something wrong. */
  private volatile int violation;

  /** Where the client is; null while the link below knows that. */
  private volatile @Nullable Place place;

  private record Place(InetSocketAddress address, String peer) {}

  /** A link to a client that has said nothing yet. */
  public WsLink(Link below, Hosting hosting) {
    this.below = below;
    this.hosting = hosting;
    this.opening = new Opening(below, hosting);
    this.writer = new FrameWriter(below);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (deaf) {
      return below.read(target, offset, length);
    }
    try {
      FrameReader known = reader == null ? open() : reader;
      return known == null ? -1 : known.read(target, offset, length);
    } catch (Refusal refusal) {
      deaf = true;
      throw refusal.violation();
    } catch (WrongFrame wrong) {
      deaf = true;
      violation = wrong.closeCode;
      throw wrong.violation();
    }
  }

  /** The frames behind the request; null when the client has gone before its end. */
  private @Nullable FrameReader open() throws IOException, Refusal {
    Opening http = opening;
    Opening.Accepted request = http == null ? null : http.meet();
    if (http == null || request == null) {
      return null;
    }
    locate(request.client());
    FrameReader behind =
        new FrameReader(http.fragments(), new Ends(below, refusal -> {}), hosting.longest(), this);
    reader = behind;
    opening = null;
    opened = true;
    return behind;
  }

  private void locate(@Nullable InetSocketAddress client) {
    InetSocketAddress own = below.address();
    if (client == null) {
      return;
    }
    if (client.equals(Forwarding.SOMEWHERE)) {
      place = new Place(client, "somewhere behind " + below.peer());
    } else if (!client.equals(own)) {
      String host = client.getAddress().getHostAddress();
      place = new Place(client, host + " through " + below.peer());
    }
  }

  /** A read brings what is left of one frame, and the next may be here. */
  @Override
  public boolean sawMore(int count, int room) {
    return reader != null && reader.sawMore();
  }

  @Override
  public void ping(byte[] payload) throws IOException {
    writer.pong(payload);
  }

  @Override
  public void overhead(int bytes) {
    overhead.accept(bytes);
  }

  @Override
  public void onOverhead(IntConsumer action) {
    overhead = action;
    below.onOverhead(action);
  }

  @Override
  public void close(int answer) throws IOException {
    writer.answerClose(answer);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    mustBeOpen();
    writer.write(source, offset, length);
  }

  @Override
  public int writeNow(byte[] source, int offset, int length) throws IOException {
    mustBeOpen();
    return writer.writeNow(source, offset, length);
  }

  private void mustBeOpen() throws IOException {
    if (!opened) {
      throw new IOException("nothing can be written before the HTTP request is answered");
    }
  }

  @Override
  public void start(String name, Runnable work) {
    below.start(name, work);
  }

  @Override
  public void finish() throws IOException {
    finish(Ending.NORMAL);
  }

  /** Says Close, and then finishes the link below; does not wait for either. */
  @Override
  public void finish(Ending why) throws IOException {
    int found = violation;
    int code = found == 0 ? CloseCode.of(why) : found;
    if (!opened || writer.closeNow(code)) {
      below.finish();
    } else {
      below.start("ws-end", () -> finish(code));
    }
  }

  private void finish(int code) {
    try {
      writer.close(code);
      below.finish();
    } catch (IOException e) {
      close();
    }
  }

  @Override
  public void greeted() {
    below.greeted();
  }

  /** Cuts the link below, without a word. */
  @Override
  public void close() {
    below.close();
  }

  @Override
  public String peer() {
    Place found = place;
    return found == null ? below.peer() : found.peer();
  }

  @Override
  public @Nullable InetSocketAddress address() {
    Place found = place;
    return found == null ? below.address() : found.address();
  }

  @Override
  public List<X509Certificate> certificates() {
    return below.certificates();
  }

  @Override
  public @Nullable String certifiedName() {
    return below.certifiedName();
  }
}

package io.heddle.transport.ws;

import io.heddle.connection.Link;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http1.Http1Headers;
import io.helidon.webserver.http1.Http1Prologue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of an HTTP request from a link, by Helidon's parsers. Used once, by the thread
 * that reads. Its time is bounded by whoever reads the link, its size here.
 */
final class HttpHead {
  /** Bytes of the first line. */
  private static final int LINE = 2048;

  /** Bytes of all headers; browsers send cookies. */
  private static final int HEADERS = 16 * 1024;

  private static final int PORTION = 2048;

  private final Link below;
  private final DataReader reader;

  HttpHead(Link below) {
    this.below = below;
    this.reader = DataReader.create(this::pull);
  }

  /** Loads what is needed, so that its absence is found before a client comes. */
  static Object load() {
    return new Http1Prologue(DataReader.create(() -> null), LINE, true);
  }

  /**
   * The request, or null when the client has closed before its end.
   *
   * @throws Refusal when it is none
   */
  @Nullable Request read() throws IOException, Refusal {
    try {
      HttpPrologue line = new Http1Prologue(reader, LINE, true).readPrologue();
      var headers = new Http1Headers(reader, HEADERS, true).readHeaders(line);
      return new Request(line.method().text(), line.uriPath().path(), headers);
    } catch (DataReader.InsufficientDataAvailableException | CloseConnectionException ended) {
      return null;
    } catch (UncheckedIOException lost) {
      throw lost.getCause();
    } catch (RequestException wrong) {
      throw new Refusal(wrong.status().text(), "no HTTP request that is understood");
    } catch (DataReader.IncorrectNewLineException | IllegalArgumentException wrong) {
      throw Refusal.badRequest("no HTTP request that is understood");
    }
  }

  /** What has come behind the request: frames of a client that did not wait for the answer. */
  byte[] behind() {
    int count = reader.available();
    // Asked for nothing, it would wait for more.
    return count == 0 ? Frames.NOTHING : reader.readBytes(count);
  }

  private byte @Nullable [] pull() {
    byte[] bytes = new byte[PORTION];
    try {
      int count = below.read(bytes, 0, bytes.length);
      return count < 0 ? null : Arrays.copyOf(bytes, count);
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }
}

package io.heddle.transport.ws;

import io.heddle.connection.Link;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.Http1HeadersParser;
import io.helidon.http.WritableHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of an HTTP request from a link: the first line itself, the headers by Helidon's
 * parser. Used once, by the thread that reads. Its time is bounded by whoever reads the link, its
 * size here.
 *
 * <p>Helidon's parser of the first line would start its registry of services, which reads a
 * configuration of its own, and takes a second of a slow machine.
 */
final class HttpHead {
  /** Bytes of the first line. */
  private static final int LINE = 2048;

  /** Bytes of all headers; browsers send cookies. */
  private static final int HEADERS = 16 * 1024;

  private static final int PORTION = 2048;

  /** What is refused may be anything; what is taken is compared with the paths as it is. */
  private static final Pattern REQUEST =
      Pattern.compile("([A-Z]+) (/[\\x21-\\x7e&&[^?#]]*)(?:\\?[\\x21-\\x7e]*)? HTTP/(1\\.[01])");

  private final Link below;
  private final DataReader reader;

  HttpHead(Link below) {
    this.below = below;
    this.reader = DataReader.create(this::pull);
  }

  /** Loads what is needed, so that its absence is found before a client comes. */
  static Object load() {
    return WritableHeaders.create();
  }

  /**
   * The request, or null when the client has closed before its end.
   *
   * @throws Refusal when it is none
   */
  @Nullable Request read() throws IOException, Refusal {
    try {
      String line = line();
      WritableHeaders<?> headers = Http1HeadersParser.readHeaders(reader, HEADERS, true);
      Matcher matcher = REQUEST.matcher(line);
      if (!matcher.matches()) {
        throw Refusal.badRequest("no HTTP request that is understood");
      }
      if (matcher.group(3).equals("1.0")) {
        throw new Refusal("505 HTTP Version Not Supported", "HTTP/1.1 is spoken");
      }
      return new Request(matcher.group(1), matcher.group(2), headers);
    } catch (DataReader.InsufficientDataAvailableException ended) {
      return null;
    } catch (UncheckedIOException lost) {
      throw lost.getCause();
    } catch (DataReader.IncorrectNewLineException
        | IllegalArgumentException
        | IllegalStateException wrong) {
      throw Refusal.badRequest("no HTTP request that is understood");
    }
  }

  private String line() throws Refusal {
    int length = reader.findNewLine(LINE);
    if (length == LINE) {
      throw new Refusal("414 URI Too Long", "the path is too long");
    }
    String line = reader.readAsciiString(length);
    reader.skip("\r\n".length());
    return line;
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

package io.heddle.transport.ws;

import io.heddle.connection.Link;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.Http1HeadersParser;
import io.helidon.http.WritableHeaders;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of an HTTP request from a link: the first line itself, the headers by Helidon's
 * parser. Used once, by the thread that reads. Its time is bounded by whoever reads the link, its
 * size here.
 *
 * <p>The head is collected before anything is parsed: a thread that waits deep inside a parser
 * would keep a stack of that depth for as long as its client is connected.
 *
 * <p>Helidon's parser of the first line would start its registry of services, which reads a
 * configuration of its own, and takes a second of a slow machine.
 */
final class HttpHead {
  /** Bytes of the first line. */
  private static final int LINE = 2048;

  /** Bytes of all headers; browsers send cookies. */
  private static final int HEADERS = 16 * 1024;

  private static final int PORTION = 1024;

  private static final byte[] END = {'\r', '\n', '\r', '\n'};

  /** What is refused may be anything; what is taken is compared with the paths as it is. */
  private static final Pattern REQUEST =
      Pattern.compile("([A-Z]+) (/[\\x21-\\x7e&&[^?#]]*)(?:\\?[\\x21-\\x7e]*)? HTTP/(1\\.[01])");

  private final Link below;
  private byte[] bytes = new byte[PORTION];
  private int count;
  private int end;

  HttpHead(Link below) {
    this.below = below;
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
    return collect() ? parsed() : null;
  }

  /** Answers false when the client has closed before the end. */
  private boolean collect() throws IOException, Refusal {
    while (end == 0) {
      if (count == bytes.length) {
        if (count > LINE + HEADERS) {
          throw Refusal.badRequest("the headers are too long");
        }
        bytes = Arrays.copyOf(bytes, 2 * count);
      }
      int more = below.read(bytes, count, bytes.length - count);
      if (more < 0) {
        return false;
      }
      int from = Math.max(0, count - END.length);
      count += more;
      if (bytes[0] < 'A' || bytes[0] > 'Z') {
        throw Refusal.badRequest("HTTP is spoken here, and in it WebSocket");
      }
      end = endFrom(from);
    }
    return true;
  }

  /** The index behind the empty line that ends the head, or 0. */
  private int endFrom(int from) {
    for (int i = from; i <= count - END.length; i++) {
      if (Arrays.equals(bytes, i, i + END.length, END, 0, END.length)) {
        return i + END.length;
      }
    }
    return 0;
  }

  private Request parsed() throws Refusal {
    byte[] head = Arrays.copyOf(bytes, end);
    Iterator<byte[]> once = List.of(head).iterator();
    DataReader reader = DataReader.create(() -> once.hasNext() ? once.next() : null);
    try {
      String line = line(reader);
      WritableHeaders<?> headers = Http1HeadersParser.readHeaders(reader, HEADERS, true);
      Matcher matcher = REQUEST.matcher(line);
      if (!matcher.matches()) {
        throw Refusal.badRequest("no HTTP request that is understood");
      }
      if (matcher.group(3).equals("1.0")) {
        throw new Refusal("505 HTTP Version Not Supported", "HTTP/1.1 is spoken");
      }
      return new Request(matcher.group(1), matcher.group(2), headers);
    } catch (DataReader.InsufficientDataAvailableException
        | DataReader.IncorrectNewLineException
        | IllegalArgumentException
        | IllegalStateException wrong) {
      throw Refusal.badRequest("no HTTP request that is understood");
    }
  }

  private static String line(DataReader reader) throws Refusal {
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
    return Arrays.copyOfRange(bytes, end, count);
  }
}

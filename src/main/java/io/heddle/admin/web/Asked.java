package io.heddle.admin.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request. Belongs to the thread of its connection. */
public final class Asked {
  private final HttpPrologue line;
  private final Headers headers;
  private final InetSocketAddress peer;

  /** Null for one that asks for another protocol, whose content is not HTTP's any more. */
  private final @Nullable ServerRequest request;

  Asked(ServerRequest request, InetSocketAddress peer) {
    this.line = request.prologue();
    this.headers = request.headers();
    this.peer = peer;
    this.request = request;
  }

  /** A request of which there is a head alone. */
  Asked(HttpPrologue line, Headers headers, InetSocketAddress peer) {
    this.line = line;
    this.headers = headers;
    this.peer = peer;
    this.request = null;
  }

  /** The method, in upper case as the standard writes it. */
  public String method() {
    return line.method().text();
  }

  /** The path as it was sent, without the query: nothing in it is decoded. */
  public String path() {
    return line.uriPath().rawPath();
  }

  /** The parts of the path, decoded; a slash that was sent as %2F is part of one of them. */
  public List<String> segments() {
    List<String> parts = new ArrayList<>();
    for (String part : path().substring(1).split("/", -1)) {
      parts.add(decoded(part.replace("+", "%2B")));
    }
    return parts;
  }

  /**
   * The parameters of the query, decoded.
   *
   * @throws IllegalArgumentException when one is there twice, or cannot be decoded
   */
  public Map<String, String> query() {
    return parameters(rawQuery());
  }

  /** The query as it was sent; empty for none. */
  public String rawQuery() {
    return line.query().rawValue();
  }

  /**
   * The parameters that a text has, as a query or a form writes them.
   *
   * @throws IllegalArgumentException when one is there twice, or cannot be decoded
   */
  public static Map<String, String> parameters(String text) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (!pair.isEmpty() && all.putIfAbsent(name, value) != null) {
        throw new IllegalArgumentException("the parameter " + name + " is given twice");
      }
    }
    return all;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The value of a header; several are joined with commas. */
  public Optional<String> header(String name) {
    var known = HeaderNames.create(name);
    return headers.contains(known)
        ? Optional.of(String.join(", ", headers.all(known, List::of)))
        : Optional.empty();
  }

  /** Where the request comes from. */
  public InetSocketAddress peer() {
    return peer;
  }

  /** Whether there is content. */
  public boolean hasContent() {
    return request != null && request.content().hasEntity();
  }

  /**
   * The content, or as much of it as may be.
   *
   * @param most bytes, of which one more is read to tell that there were more
   */
  public byte[] content(int most) throws IOException {
    if (request == null || !hasContent()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      return in.readNBytes(most + 1);
    }
  }
}

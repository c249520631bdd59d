package io.heddle.transport.ws;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The head of an HTTP request, as Helidon has read it. */
record Request(String method, String path, Headers headers) {

  /** Whether there is such a header. */
  boolean has(String name) {
    return headers.contains(header(name));
  }

  /** The values of all headers of that name, as they were written. */
  List<String> values(String name) {
    HeaderName header = header(name);
    return headers.contains(header) ? headers.get(header).allValues() : List.of();
  }

  /** The parts of a header that is a list, which may be spread over several lines. */
  List<String> list(String name) {
    List<String> parts = new ArrayList<>();
    for (String value : values(name)) {
      for (String part : value.split(",", -1)) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  /** Whether a header that is a list of words, in any case, has this one. */
  boolean says(String name, String word) {
    return list(name).stream().anyMatch(word::equalsIgnoreCase);
  }

  private static HeaderName header(String name) {
    return HeaderNames.create(name.toLowerCase(Locale.ROOT), name);
  }
}

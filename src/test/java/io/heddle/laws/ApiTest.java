package io.heddle.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What others build on grows on purpose: each change of it shows in a file, in the same commit.
 * {@code make docs} writes the file.
 */
class ApiTest {
  private static final Path FILE = Path.of("src/build/api.txt");

  private static final String HEAD =
      "# What embedders, extensions and clients can see of module io.heddle: additions need a reason,"
          + " removals a new major version. Written by `make docs`.";

  @Test
  void theApiIsTheOneThatWasAgreed() throws Exception {
    List<String> now = new ArrayList<>(List.of(HEAD));
    now.addAll(ApiSignatures.all());
    if (Boolean.getBoolean("docs.write")) {
      Files.write(FILE, now);
    }
    List<String> agreed = Files.readAllLines(FILE);
    List<String> added = new ArrayList<>(now);
    agreed.forEach(added::remove);
    List<String> removed = new ArrayList<>(agreed);
    now.forEach(removed::remove);
    String help =
        "the API has changed; `make docs` writes " + FILE + " anew, and the commit says why";
    assertEquals(List.of(), removed, "no longer there: " + help);
    assertEquals(List.of(), added, "new: " + help);
    assertEquals(agreed, now, help);
  }
}

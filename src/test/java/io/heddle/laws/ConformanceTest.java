package io.heddle.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every statement of the standards is proved or has a reason, and {@code docs/conformance.md} says
 * so.
 */
class ConformanceTest {
  private static final Path PAGE = Path.of("docs/conformance.md");

  private final Conformance conformance = new Conformance(SpecTags.all());

  @Test
  void everyStatementHasSpecOrReason() {
    List<String> gaps = conformance.gaps();
    assertTrue(gaps.isEmpty(), () -> gaps.size() + " gaps:\n" + String.join("\n", gaps));
  }

  @Test
  void pageIsWhatIsGenerated() throws IOException {
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, conformance.page());
    }
    String written = Files.exists(PAGE) ? Files.readString(PAGE) : "";
    // Not the pages themselves: nobody wants to read two of them in a build log.
    assertEquals(
        conformance.page().hashCode(),
        written.hashCode(),
        PAGE + " is not what is generated from the specs: run `make docs`");
  }
}

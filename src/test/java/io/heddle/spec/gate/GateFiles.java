package io.heddle.spec.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Files with passwords and rules, for servers that read them. */
public final class GateFiles {
  /** Password "wonder land". */
  public static final String ALICE =
      "alice:$6$/Kid3Oh0Pf40YJSF$8vD+q9BkGq2i/6XZ7HaTA0DOiiiTEsFc/Qup72ZUG1l4yjjyefRgzhRDoNGBhiqmCdfrrTrfq4JEHgJ6im5BEA==";

  /** The password of Alice. */
  public static final String WORD_OF_ALICE = "wonder land";

  /** Password "". */
  public static final String BOB =
      "bob:$6$FK0f8NO72p0D3xGn$niq/XW4wN4k/Em45obIC/yFfN5rOWDPpzoWbjpR1f0EeOOZj51rX+7JUdfuHzXyNahH9vfESO9I77kTd2PCPHw==";

  /** The password of Bob. */
  public static final String WORD_OF_BOB = "";

  /** Alice and Bob. */
  public static final String PASSWORDS = file(ALICE, BOB);

  /** Bob may do everything, Alice a little of everything, and nobody else anything. */
  public static final String RULES =
      file(
          "deny client banned connect",
          "allow user bob",
          "allow user alice publish own/# no-retain max-qos 1",
          "deny all subscribe news/secret/#",
          "deny all subscribe =news/+",
          "allow user alice subscribe own/# news/# max-qos 1");

  private GateFiles() {}

  /** The path of a new file with these lines. */
  public static String file(String... lines) {
    try {
      Path file = Files.createTempFile("heddle-gate", "");
      file.toFile().deleteOnExit();
      return write(file.toString(), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives a file these lines in place of those it has, as editors do: by another file. */
  public static String write(String file, String... lines) {
    try {
      Path path = Path.of(file);
      Path fresh = Files.write(Path.of(file + ".new"), List.of(lines));
      Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

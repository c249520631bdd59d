package io.heddle.extension;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in the folder of an extension, and whether it can be loaded. Finding out runs no code of
 * it. Immutable.
 *
 * @param jars their names, in the order of the alphabet
 * @param provider the name of its class; empty when it cannot be loaded
 * @param problem why it cannot be loaded, in one line; empty when it can
 */
public record Found(String name, List<String> jars, String provider, String problem) {
  /** Copies the list. */
  public Found {
    jars = List.copyOf(jars);
  }

  /** All extensions below a folder, by their names. */
  public static List<Found> below(@Nullable Path folder) {
    List<Found> all = new ArrayList<>();
    Folders.below(folder).forEach((name, each) -> all.add(in(name, each)));
    return all;
  }

  private static Found in(String name, Path folder) {
    List<String> jars = List.of();
    try {
      jars = Loaded.jars(folder).stream().map(jar -> String.valueOf(jar.getFileName())).toList();
      Loaded loaded = Loaded.from(name, folder);
      String provider = loaded.provider().type().getName();
      loaded.closing().close();
      return new Found(name, jars, provider, "");
    } catch (ExtensionFailure | IOException e) {
      return new Found(name, jars, "", String.valueOf(e.getMessage()));
    }
  }
}

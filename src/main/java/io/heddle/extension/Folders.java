package io.heddle.extension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Where extensions are. */
public final class Folders {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private Folders() {}

  /** The folders of extensions below a folder, by their names. */
  public static Map<String, Path> below(@Nullable Path folder) {
    Map<String, Path> folders = new TreeMap<>();
    if (folder == null || !Files.isDirectory(folder)) {
      return folders;
    }
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(Files::isDirectory)
          .forEach(each -> {
            String name = String.valueOf(each.getFileName());
            if (NAME.matcher(name).matches()) {
              folders.put(name, each);
            }
          });
    } catch (IOException e) {
      // Not in a field: whoever reads the configuration has not said yet what is logged.
      LoggerFactory.getLogger("io.heddle.extension")
          .error("the folder of extensions cannot be read: {}", folder, e);
    }
    return folders;
  }
}

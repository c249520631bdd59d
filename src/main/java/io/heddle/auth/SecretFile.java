package io.heddle.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Files that are small, and whose content no message shows. */
public final class SecretFile {
  /** The longest file that is read, in bytes: many keys fit. */
  private static final int MOST = 1 << 20;

  private SecretFile() {}

  /**
   * The bytes of a file.
   *
   * @throws WrongFile when it cannot be read, is too long, or is empty
   */
  public static byte[] bytes(Path file) throws WrongFile {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST + 1);
    } catch (IOException e) {
      throw new WrongFile(file + ": cannot be read: " + e.getClass().getSimpleName(), e);
    }
    if (bytes.length > MOST) {
      throw new WrongFile(List.of(file + ": is longer than " + MOST + " bytes"));
    }
    if (bytes.length == 0) {
      throw new WrongFile(List.of(file + ": is empty"));
    }
    return bytes;
  }

  /**
   * The bytes of a file without the end of a last line, which editors add.
   *
   * @throws WrongFile when it cannot be read, is too long, or nothing is left
   */
  public static byte[] secret(Path file) throws WrongFile {
    byte[] bytes = bytes(file);
    int end = bytes.length;
    while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
    if (end == 0) {
      throw new WrongFile(List.of(file + ": has nothing but line ends"));
    }
    return Arrays.copyOf(bytes, end);
  }
}

package io.heddle.admin.console;

import io.heddle.mqtt.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of the console. What is kept of it is packed; unpacked, which hardly a browser asks for,
 * it is read again. Immutable.
 *
 * @param tag changes with the content
 */
record Page(String name, String type, String tag, Bytes packed) {
  /** Nothing in it leads out of the folder. */
  private static final Pattern NAME = Pattern.compile("([a-z]+/)?[a-z0-9-]+\\.[a-z]+");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8");

  static boolean isName(String name) {
    return NAME.matcher(name).matches() && TYPES.containsKey(ending(name));
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The page of that name; null when there is none. */
  static @Nullable Page read(String name) {
    byte[] content = content(name);
    return content == null
        ? null
        : new Page(
            name, TYPES.getOrDefault(ending(name), ""), tag(content), Bytes.wrap(packed(content)));
  }

  byte[] content() {
    byte[] content = content(name);
    if (content == null) {
      throw new IllegalStateException(name + " was here, and is not any more");
    }
    return content;
  }

  private static byte @Nullable [] content(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + HexFormat.of().formatHex(Arrays.copyOf(hash, 8)) + '"';
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a JDK without SHA-256", e);
    }
  }

  private static byte[] packed(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}

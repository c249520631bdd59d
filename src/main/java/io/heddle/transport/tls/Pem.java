package io.heddle.transport.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One block of a PEM file: what stands between BEGIN and END. Text outside of blocks is a comment,
 * as OpenSSL writes it.
 */
final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String CIPHER = "DEK-Info:";
  private static final String DASHES = "-----";

  /** No certificate, key or list is larger; it keeps a wrong path from filling the memory. */
  private static final long LARGEST = 64L * 1024 * 1024;

  private final String type;
  private final @Nullable String cipher;
  private final byte[] bytes;

  private Pem(String type, @Nullable String cipher, byte[] bytes) {
    this.type = type;
    this.cipher = cipher;
    this.bytes = bytes;
  }

  /** What BEGIN names, such as {@code PRIVATE KEY}. */
  String type() {
    return type;
  }

  /**
   * What a header {@code DEK-Info} says when the block is encrypted in the old way of OpenSSL, with
   * a header {@code Proc-Type}: the cipher and its first block. Null when it is not.
   */
  @Nullable String cipher() {
    return cipher;
  }

  /** The content, in DER. */
  byte[] bytes() {
    return bytes;
  }

  boolean isPrivateKey() {
    return type.endsWith("PRIVATE KEY");
  }

  boolean isCertificate() {
    return type.equals("CERTIFICATE") || type.equals("X509 CERTIFICATE");
  }

  /** All bytes of a file, or an error that says which file and why not. */
  static byte[] file(Path file) throws TlsSetupException {
    try {
      if (Files.isDirectory(file)) {
        throw new TlsSetupException(file + ": it is a folder; a file is needed");
      }
      if (Files.size(file) > LARGEST) {
        throw new TlsSetupException(file + ": it is larger than any file of keys");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new TlsSetupException(file + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new TlsSetupException(file + ": it may not be read by this user", e);
    } catch (IOException e) {
      throw new TlsSetupException(file + ": it cannot be read: " + e.getMessage(), e);
    }
  }

  /** The blocks in these bytes, in their order; none when this is no PEM. */
  static List<Pem> blocks(Path file, byte[] content) throws TlsSetupException {
    List<Pem> blocks = new ArrayList<>();
    List<String> lines = new String(content, StandardCharsets.ISO_8859_1).lines().toList();
    int at = 0;
    while (at < lines.size()) {
      String line = lines.get(at).strip();
      at++;
      if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
        String type = line.substring(BEGIN.length(), line.length() - DASHES.length());
        int end = end(lines, at, type);
        if (end < 0) {
          throw new TlsSetupException(file + ": " + line + " has no " + END + type + DASHES);
        }
        blocks.add(block(file, type, lines.subList(at, end)));
        at = end + 1;
      }
    }
    return blocks;
  }

  private static int end(List<String> lines, int from, String type) {
    String last = END + type + DASHES;
    for (int i = from; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.equals(last)) {
        return i;
      }
      if (line.startsWith(DASHES)) {
        return -1;
      }
    }
    return -1;
  }

  private static Pem block(Path file, String type, List<String> lines) throws TlsSetupException {
    String cipher = null;
    if (lines.stream().anyMatch(l -> l.startsWith("Proc-Type:") && l.contains("ENCRYPTED"))) {
      cipher =
          lines.stream()
              .filter(l -> l.startsWith(CIPHER))
              .map(l -> l.substring(CIPHER.length()).strip())
              .findFirst()
              .orElse("");
    }
    String text =
        lines.stream()
            .filter(l -> l.indexOf(':') < 0)
            .map(String::strip)
            .collect(Collectors.joining());
    try {
      return new Pem(type, cipher, Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new TlsSetupException(file + ": its " + type + " is damaged: " + e.getMessage(), e);
    }
  }

  /** What these blocks are, for an error message. */
  static String found(List<Pem> blocks) {
    if (blocks.isEmpty()) {
      return "no PEM block (-----BEGIN …-----)";
    }
    return blocks.stream().map(Pem::type).distinct().collect(Collectors.joining(", "));
  }
}

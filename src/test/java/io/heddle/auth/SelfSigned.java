package io.heddle.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates of servers, made with openssl, each its own authority. */
public final class SelfSigned {
  private SelfSigned() {}

  /**
   * Makes NAME.crt, NAME.key and NAME.p12 (password: secret) for a subjectAltName.
   *
   * @return the certificate
   */
  public static Path make(Path folder, String name, String alternative) {
    openssl(
        folder,
        "req -x509 -newkey rsa:2048 -nodes -days 10 -subj /CN="
            + name
            + (" -keyout " + name + ".key -out " + name + ".crt")
            + (" -addext subjectAltName=" + alternative));
    openssl(
        folder,
        "pkcs12 -export -passout pass:secret -inkey "
            + name
            + ".key -in "
            + name
            + ".crt"
            + (" -out " + name + ".p12"));
    return folder.resolve(name + ".crt");
  }

  private static void openssl(Path folder, String arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError("openssl " + arguments + "\n" + said);
      }
    } catch (IOException e) {
      throw new AssertionError("openssl is needed: the Debian package openssl has it", e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}

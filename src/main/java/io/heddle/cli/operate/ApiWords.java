package io.heddle.cli.operate;

import io.heddle.cli.line.Given;
import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import io.heddle.transport.tls.ServerTrust;
import io.heddle.transport.tls.TlsSetupException;
import java.io.Console;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The words that say where the REST interface is, and who asks. Stateless. */
final class ApiWords {
  private static final String USUAL = "http://127.0.0.1:8081";
  private static final String VERSION = "/api/v1";
  static final String JSON = "--json";

  private ApiWords() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            Words.option(
                "--url",
                "URL",
                "Where the broker's REST interface is; otherwise HEDDLE_ADMIN_URL, or "
                    + USUAL
                    + "."))
        .addOption(
            Words.option(
                "--user",
                "NAME",
                "Who asks; the password is that of HEDDLE_ADMIN_PASSWORD, or is asked for."))
        .addOption(
            Words.option(
                "--token",
                "TOKEN",
                "Who asks, NAME.PASSWORD. Who lists the processes sees it: better set HEDDLE_ADMIN_TOKEN."))
        .addOption(Words.option("--cafile", "FILE", "Whose certificates are trusted, in PEM."))
        .addOption(Words.flag(JSON, "Says it in JSON."));
  }

  static Api of(Given given, Terminal terminal) {
    String url = given.text("--url");
    if (url == null) {
      url = terminal.variable("HEDDLE_ADMIN_URL");
    }
    String base = base(given, url == null ? USUAL : url);
    return new Api(base, authorization(given, terminal), tls(given));
  }

  private static String base(Given given, String url) {
    try {
      URI uri = new URI(url);
      if (List.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null) {
        String bare = url.replaceAll("/+$", "");
        return bare.endsWith(VERSION) ? bare : bare + VERSION;
      }
    } catch (URISyntaxException e) {
      // told below
    }
    throw given.wrong("--url: allowed is http://HOST:PORT or https://HOST:PORT, without a user");
  }

  private static @Nullable String authorization(Given given, Terminal terminal) {
    String user = given.text("--user");
    if (user != null) {
      byte[] login =
          (user + ":" + password(given, terminal, user)).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(login);
    }
    String token = given.text("--token");
    if (token == null) {
      token = terminal.variable("HEDDLE_ADMIN_TOKEN");
    }
    return token == null ? null : "Bearer " + token;
  }

  @SuppressWarnings("SystemConsoleNull") // It can be null: which console there is, JDKs differ in.
  private static String password(Given given, Terminal terminal, String user) {
    String password = terminal.variable("HEDDLE_ADMIN_PASSWORD");
    if (password != null) {
      return password;
    }
    Console console = System.console();
    char[] typed =
        console == null || !console.isTerminal()
            ? null
            : console.readPassword("Password of %s: ", user);
    if (typed == null) {
      throw given.wrong("--user: there is no terminal to ask at; set HEDDLE_ADMIN_PASSWORD");
    }
    return new String(typed);
  }

  private static @Nullable SSLContext tls(Given given) {
    String file = given.text("--cafile");
    try {
      return file == null ? null : ServerTrust.context(List.of(Path.of(file)), null, false);
    } catch (TlsSetupException e) {
      throw given.wrong(e.getMessage());
    }
  }
}

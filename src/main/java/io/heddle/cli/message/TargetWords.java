package io.heddle.cli.message;

import io.heddle.cli.client.Target;
import io.heddle.cli.line.Given;
import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import io.heddle.transport.tls.ServerTrust;
import io.heddle.transport.tls.TlsOptions;
import io.heddle.transport.tls.TlsSetupException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The words that say where the broker is.
 *
 * @param userName of the URL, or null
 * @param password of the URL, or null
 * @param topic of the URL, or null
 */
public record TargetWords(
    Target target, @Nullable String userName, @Nullable String password, @Nullable String topic) {
  private static final int PLAIN_PORT = 1883;
  private static final int TLS_PORT = 8883;
  private static final int LARGEST_PORT = 65_535;
  private static final Map<String, Integer> PORTS =
      Map.of("mqtt", PLAIN_PORT, "mqtts", TLS_PORT, "ws", 80, "wss", 443);

  private static final String HOST = "-h";
  private static final String PORT = "-p";
  private static final String URL = "-L";
  private static final String CAFILE = "--cafile";
  private static final String CAPATH = "--capath";
  private static final String CERT = "--cert";
  private static final String KEY = "--key";
  private static final String INSECURE = "--insecure";
  private static final String OS_CERTS = "--tls-use-os-certs";

  /** Adds them. */
  public static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(Words.option("-h --host", "HOST", "The broker; otherwise localhost."))
        .addOption(
            Words.option("-p --port", "PORT", "Its port; otherwise 1883, and 8883 with TLS."))
        .addOption(
            Words.option(
                "-L --url",
                "URL",
                "All in one: mqtt[s]://[USER[:PASSWORD]@]HOST[:PORT]/TOPIC, or ws[s]://HOST[:PORT]/PATH."
                    + " Without it, -h and -p the variable HEDDLE_MQTT_URL is taken."))
        .addOption(Words.option("-A", "ADDRESS", "Connects from this address of this machine."))
        .addOption(Words.option(CAFILE, "FILE", "TLS: whose certificates are trusted, in PEM."))
        .addOption(Words.option(CAPATH, "FOLDER", "TLS: a folder of such files."))
        .addOption(Words.option(CERT, "FILE", "TLS: the client's certificate, in PEM or PKCS#12."))
        .addOption(Words.option(KEY, "FILE", "TLS: its private key."))
        .addOption(
            Words.flag(
                INSECURE,
                "TLS: the certificate may be for another host; with no --cafile, of anybody."))
        .addOption(Words.flag(OS_CERTS, "TLS: trusts whom this Java runtime trusts."));
  }

  /** Reads them. */
  public static TargetWords of(Given given, Terminal terminal) {
    String url = given.text(URL);
    if (url == null && !given.has(HOST) && !given.has(PORT)) {
      url = terminal.variable("HEDDLE_MQTT_URL");
    }
    if (url != null) {
      return ofUrl(given, url);
    }
    SSLContext tls = wantsTls(given) ? tls(given) : null;
    String host = given.text(HOST, "localhost");
    int port = (int) given.number(PORT, tls == null ? PLAIN_PORT : TLS_PORT, 1, LARGEST_PORT);
    return new TargetWords(target(given, host, port, tls, null), null, null, null);
  }

  private static Target target(
      Given given, String host, int port, @Nullable SSLContext tls, @Nullable String path) {
    return new Target(host, port, tls, !given.has(INSECURE), path, given.text("-A"));
  }

  private static TargetWords ofUrl(Given given, String url) {
    URI uri = uri(given, url);
    String scheme = uri.getScheme();
    String host = uri.getHost();
    if (scheme == null || host == null || !PORTS.containsKey(scheme)) {
      throw given.wrong(
          "-L "
              + uri.getScheme()
              + "://…: allowed are mqtt://, mqtts://, ws:// and wss:// with a host");
    }
    boolean secured = scheme.endsWith("s") && !scheme.equals("ws");
    int port = uri.getPort() > 0 ? uri.getPort() : PORTS.getOrDefault(scheme, PLAIN_PORT);
    String path = uri.getRawPath();
    boolean web = scheme.startsWith("ws");
    String info = uri.getRawUserInfo();
    String[] login = info == null ? new String[0] : info.split(":", 2);
    return new TargetWords(
        target(
            given,
            host.replaceAll("^\\[|\\]$", ""),
            port,
            secured ? tls(given) : null,
            web ? (path.isEmpty() ? "/mqtt" : path) : null),
        login.length > 0 ? decoded(login[0]) : null,
        login.length > 1 ? decoded(login[1]) : null,
        web || path.length() < 2 ? null : decoded(path.substring(1)));
  }

  /** Without the URL in its sentence: there may be a password in it. */
  private static URI uri(Given given, String url) {
    try {
      // A filter's wildcards are no part of an address for java.net.URI.
      return new URI(url.replace("#", "%23"));
    } catch (URISyntaxException e) {
      throw given.wrong("-L: " + e.getReason() + " at " + e.getIndex());
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static boolean wantsTls(Given given) {
    return given.has(CAFILE)
        || given.has(CAPATH)
        || given.has(CERT)
        || given.has(OS_CERTS)
        || given.has(INSECURE);
  }

  private static SSLContext tls(Given given) {
    List<Path> authorities = new ArrayList<>();
    for (String option : List.of(CAFILE, CAPATH)) {
      if (given.has(option)) {
        authorities.add(Path.of(given.text(option, "")));
      }
    }
    String certificate = given.text(CERT);
    String key = given.text(KEY);
    try {
      return ServerTrust.context(
          authorities,
          certificate == null
              ? null
              : new TlsOptions.Certificate(
                  Path.of(certificate), key == null ? null : Path.of(key), null),
          given.has(INSECURE) && authorities.isEmpty());
    } catch (TlsSetupException e) {
      throw given.wrong(e.getMessage());
    }
  }
}

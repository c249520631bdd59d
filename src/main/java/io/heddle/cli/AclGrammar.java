package io.heddle.cli;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Client;
import io.heddle.api.Peer;
import io.heddle.auth.acl.Acl;
import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The grammar of {@code acl test} and {@code acl check}. */
final class AclGrammar {
  private final ParseResult part;

  private AclGrammar(ParseResult part) {
    this.part = part;
  }

  static CommandSpec addTest(CommandSpec spec) {
    spec.usageMessage().footer("", "The exit code is 0 for allow, 1 for deny, 2 for no answer.");
    return spec.addOption(
            option("--acl", "FILE", "The rules; otherwise those that acl.file names."))
        .addOption(
            OptionSpec.builder("--group")
                .paramLabel("GROUP")
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("A group that the client belongs to; may be repeated.")
                .build())
        .addOption(option("--address", "IP", "Where it comes from; otherwise no address."))
        .addOption(option("--certificate", "FILE", "Its certificate, in PEM or DER."))
        .addOption(option("--qos", "LEVEL", "0, 1 or 2; otherwise 0."))
        .addOption(
            OptionSpec.builder("--retain")
                .description("Publishes with the retain flag.")
                .type(boolean.class)
                .arity("0")
                .build())
        .addPositional(Words.positional("0", "USER", "The user name; - is an anonymous client."))
        .addPositional(Words.positional("1", "CLIENT", "The client identifier."))
        .addPositional(Words.positional("2", "ACTION", "connect, publish, subscribe or receive."))
        .addPositional(
            Words.positional("3", "[TOPIC]", "The topic, or the filter; connect has none."));
  }

  static CommandSpec addCheck(CommandSpec spec) {
    return spec.addPositional(
        Words.positional("0", "FILE", "The rules, in Heddle's or Mosquitto's format."));
  }

  private static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  static Command check(ParseResult part, Terminal terminal) {
    return new AclCheck(terminal, Path.of(part.matchedPositionalValue(0, "")));
  }

  static Command test(ParseResult part, Terminal terminal) {
    AclGrammar words = new AclGrammar(part);
    try {
      String file = part.matchedOptionValue("--acl", (String) null);
      String action = part.matchedPositionalValue(2, "");
      return new AclTest(
          terminal,
          file == null ? null : Path.of(file),
          words.question(action, part.matchedPositionalValue(3, (String) null)),
          action.equals("connect"));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(part.commandSpec().commandLine(), e.getMessage(), e);
    }
  }

  private Function<Acl, Access> question(String action, @Nullable String topic) {
    Client client = client();
    if ((topic == null) != action.equals("connect")) {
      throw new IllegalArgumentException(
          topic == null ? action + ": a topic is missing" : "connect has no topic");
    }
    String text = topic == null ? "" : topic;
    return switch (action) {
      case "connect" -> acl -> acl.decide(client, new Action.Connect());
      case "publish" -> {
        Action publish =
            new Action.Publish(TopicName.of(text), qos(), part.hasMatchedOption("--retain"));
        yield acl -> acl.decide(client, publish);
      }
      case "subscribe" -> {
        TopicFilter filter = TopicFilter.of(text);
        Action subscribe = new Action.Subscribe(filter.unshared(), qos(), filter.shareName());
        yield acl -> acl.decide(client, subscribe);
      }
      case "receive" -> {
        TopicName name = TopicName.of(text);
        yield acl -> acl.mayReceive(client, name);
      }
      default ->
          throw new IllegalArgumentException(
              action + ": no such action; allowed are connect, publish, subscribe, receive");
    };
  }

  private Qos qos() {
    String level = part.matchedOptionValue("--qos", "0");
    if (!level.matches("[012]")) {
      throw new IllegalArgumentException("--qos " + level + ": allowed is 0, 1 or 2");
    }
    return Qos.of(Integer.parseInt(level));
  }

  private Client client() {
    String user = part.matchedPositionalValue(0, "");
    List<String> groups = part.matchedOptionValue("--group", List.of());
    String ip = part.matchedOptionValue("--address", (String) null);
    InetSocketAddress address =
        ip == null ? null : new InetSocketAddress(InetAddress.ofLiteral(ip), 0);
    return new Client(
        part.matchedPositionalValue(1, ""),
        user.equals("-") ? null : user,
        new HashSet<>(groups),
        new Peer("acl test", address, certificates()));
  }

  private List<X509Certificate> certificates() {
    String file = part.matchedOptionValue("--certificate", (String) null);
    if (file == null) {
      return List.of();
    }
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return List.of(
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
    } catch (IOException | CertificateException e) {
      throw new IllegalArgumentException("--certificate " + file + ": no certificate can be read");
    }
  }
}

package io.heddle.spec;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Authentication by SCRAM-SHA-256, and a file of users who can do that. */
public final class Scram {
  /** The name of the method. */
  public static final String METHOD = "SCRAM-SHA-256";

  /** The password of everybody in the file. */
  public static final String PASSWORD = "pencil";

  /** A user with a long name. */
  public static final String LONG = "l" + "o".repeat(80) + "ng";

  /** Those of RFC 7677. They do not depend on the user's name. */
  private static final String KEYS =
      ":$scram-sha-256$4096$W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=$wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

  private static final Path FILE = file();

  private Scram() {}

  private static Path file() {
    try {
      Path file = Files.createTempFile("heddle-scram", ".passwords");
      file.toFile().deleteOnExit();
      List<String> lines = Stream.of("alice", "bob", LONG).map(user -> user + KEYS).toList();
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server with that file, for SCRAM and for plain passwords. */
  public static Stage stage() {
    return Stage.with(
        "auth.scram-file", FILE.toString(),
        "auth.password-file", FILE.toString(),
        "auth.failures", "0");
  }

  /** A CONNECT that begins. */
  public static Login login(String clientId, ScramProof proof) {
    return Login.v5(clientId)
        .with(Property.AUTHENTICATION_METHOD, METHOD)
        .with(Property.AUTHENTICATION_DATA, proof.first());
  }

  /** The AUTH with this data. */
  public static Packet.Auth auth(ReasonCode reason, String method, Bytes data) {
    return new Packet.Auth(
        reason,
        Properties.builder()
            .add(Property.AUTHENTICATION_METHOD, method)
            .add(Property.AUTHENTICATION_DATA, data)
            .build());
  }

  /** AUTH 0x19. */
  public static Packet.Auth again(ScramProof proof) {
    return auth(ReasonCode.RE_AUTHENTICATE, METHOD, proof.first());
  }

  /** AUTH 0x18. */
  public static Packet.Auth further(Bytes data) {
    return auth(ReasonCode.CONTINUE_AUTHENTICATION, METHOD, data);
  }

  /** The next packet is an AUTH that asks for more; answers its data. */
  public static Bytes challenge(Client client) {
    Packet.Auth auth = client.expect(Packet.Auth.class);
    if (auth.reason() != ReasonCode.CONTINUE_AUTHENTICATION) {
      throw client.failure("expected a challenge, got " + auth);
    }
    return data(client, auth.properties());
  }

  /** What a packet with the method says. */
  public static Bytes data(Client client, Properties properties) {
    if (!METHOD.equals(properties.string(Property.AUTHENTICATION_METHOD))) {
      throw client.failure("the method is missing or another one");
    }
    return Objects.requireNonNull(properties.bytes(Property.AUTHENTICATION_DATA));
  }

  /** Goes through the whole exchange of a client that has sent nothing yet. */
  public static Packet.Connack connect(Client client, Login login, ScramProof proof) {
    client.send(login.packet());
    client.send(further(proof.last(challenge(client))));
    Packet.Connack connack = client.expectConnack();
    if (!proof.isAnsweredBy(data(client, connack.properties()))) {
      throw client.failure("the server does not know the password");
    }
    return connack;
  }
}

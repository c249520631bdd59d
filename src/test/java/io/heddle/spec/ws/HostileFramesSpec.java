package io.heddle.spec.ws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import io.heddle.spec.WsWire;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames that RFC 6455 does not allow, each with the code that it is answered with. */
class HostileFramesSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  /** {@code 00000000} is a mask that changes nothing. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "without a mask                   | 82 02 C000                        | 1002",
        "a ping without a mask            | 89 00                             | 1002",
        "the first reserved bit           | C2 82 00000000 C000               | 1002",
        "the second reserved bit          | A2 82 00000000 C000               | 1002",
        "the third reserved bit           | 92 82 00000000 C000               | 1002",
        "text                             | 81 80 00000000                    | 1003",
        "the beginning of a text          | 01 80 00000000                    | 1003",
        "opcode 3                         | 83 80 00000000                    | 1002",
        "opcode 7                         | 87 80 00000000                    | 1002",
        "opcode 11                        | 8B 80 00000000                    | 1002",
        "opcode 15                        | 8F 80 00000000                    | 1002",
        "nothing to continue              | 80 82 00000000 C000               | 1002",
        "a second message within one      | 02 81 00000000 C0 82 81 00000000 00 | 1002",
        "a message after its end continued | 82 80 00000000 80 80 00000000 | 1002",
        "text between fragments           | 02 81 00000000 C0 81 80 00000000  | 1003",
        "a ping in fragments              | 09 80 00000000                    | 1002",
        "a pong in fragments              | 0A 80 00000000                    | 1002",
        "a close in fragments             | 08 80 00000000                    | 1002",
        "a ping of 126 bytes              | 89 FE 007E 00000000 <"
            + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            + "> | 1002",
        "a close of 2^63-1 bytes          | 88 FF 7FFFFFFFFFFFFFFF 00000000   | 1009",
        "a length with its highest bit    | 82 FF 8000000000000000 00000000   | 1002",
        "the length -1                    | 82 FF FFFFFFFFFFFFFFFF 00000000   | 1002",
        "the greatest length              | 82 FF 7FFFFFFFFFFFFFFF 00000000   | 1009",
        "one byte more than MQTT has      | 82 FF 0000000010000005 00000000   | 1009",
      })
  void areAnsweredWithTheirCode(String what, String frames, int code) {
    WsWire wire = WsWire.open(stage.webSocket());
    Client client = stage.over(wire, Version.MQTT_5_0);
    client.connect(Login.v5(stage.name("c")));
    wire.sendRaw(Raw.bytes(frames));
    client.await(io.heddle.codec.Packet.Disconnect.class);
    client.expectClosed();
    assertEquals(code, wire.closeCode(), what);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no code              | 88 80 00000000                | 1000",
        "a normal end         | 88 82 00000000 03E8           | 1000",
        "a page that is left  | 88 82 00000000 03E9           | 1001",
        "one of libraries     | 88 82 00000000 0BB8           | 3000",
        "one of applications  | 88 85 00000000 0FA0 <bye>     | 4000",
        "half a code          | 88 81 00000000 03             | 1002",
        "code 0               | 88 82 00000000 0000           | 1002",
        "code 999             | 88 82 00000000 03E7           | 1002",
        "code 1004            | 88 82 00000000 03EC           | 1002",
        "code 1005            | 88 82 00000000 03ED           | 1002",
        "code 1006            | 88 82 00000000 03EE           | 1002",
        "code 1015            | 88 82 00000000 03F7           | 1002",
        "code 2999            | 88 82 00000000 0BB7           | 1002",
        "code 5000            | 88 82 00000000 1388           | 1002",
        "a reason of no UTF-8 | 88 84 00000000 03E8 C328      | 1007",
      })
  void closesAreAnswered(String what, String frame, int code) {
    WsWire wire = WsWire.open(stage.webSocket());
    Client client = stage.over(wire, Version.MQTT_5_0);
    client.connect(Login.v5(stage.name("c")));
    wire.sendRaw(Raw.bytes(frame));
    client.expectClosed();
    assertEquals(code, wire.closeCode(), what);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "an empty frame       | 82 80 00000000",
        "an empty ping        | 89 80 00000000",
        "an unasked-for pong  | 8A 83 11223344 010203",
        "an empty message of fragments | 02 80 00000000 00 80 00000000 80 80 00000000",
        "a length in more bytes than it needs | 82 FF 0000000000000000 00000000",
      })
  void whatIsOddButAllowed(String what, String frames) {
    WsWire wire = WsWire.open(stage.webSocket());
    Client client = stage.over(wire, Version.MQTT_5_0);
    client.connect(Login.v5(stage.name("c")));
    wire.sendRaw(Raw.bytes(frames));
    client.fence();
    client.disconnect();
    assertEquals(1000, wire.closeCode(), what);
  }
}

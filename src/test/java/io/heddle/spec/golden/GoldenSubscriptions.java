package io.heddle.spec.golden;

import static io.heddle.mqtt.Version.MQTT_3_1;
import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.mqtt.Version.MQTT_5_0;
import static io.heddle.spec.golden.GoldenPacket.good;
import static io.heddle.spec.golden.GoldenPacket.longer;

import io.heddle.codec.Packet.Suback;
import io.heddle.codec.Packet.Subscribe;
import io.heddle.codec.Packet.Unsuback;
import io.heddle.codec.Packet.Unsubscribe;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.util.List;
import java.util.stream.Stream;

/** SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK. */
final class GoldenSubscriptions {
  private static Subscription plain(String filter, Qos qos) {
    return Subscription.of(TopicFilter.of(filter), qos);
  }

  private static final Subscribe SUBSCRIBES_ONE =
      new Subscribe(10, Properties.NONE, List.of(plain("a/b", Qos.AT_LEAST_ONCE)));

  private static final List<GoldenPacket> SUBSCRIBES =
      List.of(
          good(
              "subscribe: SUBSCRIBES_ONE filter",
              MQTT_3_1,
              "82 08 000A  0003 'a/b' 01",
              SUBSCRIBES_ONE),
          good(
              "subscribe: SUBSCRIBES_ONE filter",
              MQTT_3_1_1,
              "82 08 000A  0003 'a/b' 01",
              SUBSCRIBES_ONE),
          good(
              "subscribe: SUBSCRIBES_ONE filter",
              MQTT_5_0,
              "82 09 000A  00  0003 'a/b' 01",
              SUBSCRIBES_ONE),
          longer(
              "subscribe: DUP, as 3.1 sends it",
              MQTT_3_1,
              "8A 08 000A  0003 'a/b' 01",
              SUBSCRIBES_ONE),
          good(
              "subscribe: wildcards, all levels",
              MQTT_3_1_1,
              """
              82 1D 0001
              0001 '#' 00
              0001 '+' 01
              0007 '/+/+/x/' 02
              0006 'a/bc/#' 00
              """,
              new Subscribe(
                  1,
                  Properties.NONE,
                  List.of(
                      plain("#", Qos.AT_MOST_ONCE),
                      plain("+", Qos.AT_LEAST_ONCE),
                      plain("/+/+/x/", Qos.EXACTLY_ONCE),
                      plain("a/bc/#", Qos.AT_MOST_ONCE)))),
          good(
              "subscribe: shared, although only 5.0 says so",
              MQTT_3_1_1,
              "82 0F 0001  000A '$share/g/a' 02",
              new Subscribe(1, Properties.NONE, List.of(plain("$share/g/a", Qos.EXACTLY_ONCE)))));

  private static final Properties OPTION_NUMBERED =
      Properties.builder()
          .add(Property.SUBSCRIPTION_IDENTIFIER, 268_435_455)
          .user("k", "v")
          .build();

  private static final TopicFilter OPTION_A = TopicFilter.of("a");

  private static final TopicFilter OPTION_SHARED = TopicFilter.of("$share/g/#");

  private static final List<GoldenPacket> OPTIONS =
      List.of(
          good(
              "subscribe: all options and properties",
              MQTT_5_0,
              """
              82 28 FFFF
              0C  0B FFFFFF7F  26 0001 'k' 0001 'v'
              0001 'a' 04                # No Local
              0001 'a' 09                # Retain As Published, QoS 1
              0001 'a' 2E                # Retain Handling 2, both, QoS 2
              000A '$share/g/#' 18       # Retain Handling 1, Retain As Published
              """,
              new Subscribe(
                  65_535,
                  OPTION_NUMBERED,
                  List.of(
                      new Subscription(
                          OPTION_A,
                          Qos.AT_MOST_ONCE,
                          true,
                          false,
                          RetainHandling.SEND,
                          268_435_455),
                      new Subscription(
                          OPTION_A,
                          Qos.AT_LEAST_ONCE,
                          false,
                          true,
                          RetainHandling.SEND,
                          268_435_455),
                      new Subscription(
                          OPTION_A,
                          Qos.EXACTLY_ONCE,
                          true,
                          true,
                          RetainHandling.DO_NOT_SEND,
                          268_435_455),
                      new Subscription(
                          OPTION_SHARED,
                          Qos.AT_MOST_ONCE,
                          false,
                          true,
                          RetainHandling.SEND_IF_NEW,
                          268_435_455)))));

  private static final List<ReasonCode> SUBACK_GRANTED =
      List.of(ReasonCode.SUCCESS, ReasonCode.GRANTED_QOS_1, ReasonCode.GRANTED_QOS_2);

  private static final Properties SUBACK_TEXT =
      Properties.builder().add(Property.REASON_STRING, "r").user("k", "v").build();

  private static final List<GoldenPacket> SUBACKS =
      List.of(
          good(
              "suback: granted",
              MQTT_3_1,
              "90 05 000A 00 01 02",
              new Suback(10, Properties.NONE, SUBACK_GRANTED)),
          good(
              "suback: granted",
              MQTT_3_1_1,
              "90 05 000A 00 01 02",
              new Suback(10, Properties.NONE, SUBACK_GRANTED)),
          good(
              "suback: refused",
              MQTT_3_1_1,
              "90 03 000A 80",
              new Suback(10, Properties.NONE, List.of(ReasonCode.UNSPECIFIED_ERROR))),
          good(
              "suback: granted",
              MQTT_5_0,
              "90 06 000A 00 00 01 02",
              new Suback(10, Properties.NONE, SUBACK_GRANTED)),
          good(
              "suback: all properties",
              MQTT_5_0,
              "90 10 000A 0B 1F 0001 'r' 26 0001 'k' 0001 'v' 00 A2",
              new Suback(
                  10,
                  SUBACK_TEXT,
                  List.of(ReasonCode.SUCCESS, ReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED))),
          good("unsuback", MQTT_3_1, "B0 02 000A", new Unsuback(10, Properties.NONE, List.of())),
          good("unsuback", MQTT_3_1_1, "B0 02 000A", new Unsuback(10, Properties.NONE, List.of())),
          good(
              "unsuback: one there and one not",
              MQTT_5_0,
              "B0 05 000A 00 00 11",
              new Unsuback(
                  10,
                  Properties.NONE,
                  List.of(ReasonCode.SUCCESS, ReasonCode.NO_SUBSCRIPTION_EXISTED))),
          good(
              "unsuback: all properties",
              MQTT_5_0,
              "B0 0F 000A 0B 1F 0001 'r' 26 0001 'k' 0001 'v' 87",
              new Unsuback(10, SUBACK_TEXT, List.of(ReasonCode.NOT_AUTHORIZED))));

  private static final List<TopicFilter> UNSUBSCRIBE_FILTERS =
      List.of(TopicFilter.of("a/+"), TopicFilter.of("#"));

  private static final Properties UNSUBSCRIBE_USER = Properties.builder().user("k", "v").build();

  private static final Unsubscribe UNSUBSCRIBES_TWO =
      new Unsubscribe(10, Properties.NONE, UNSUBSCRIBE_FILTERS);

  private static final List<GoldenPacket> UNSUBSCRIBES =
      List.of(
          good(
              "unsubscribe: two filters",
              MQTT_3_1,
              "A2 0A 000A  0003 'a/+'  0001 '#'",
              UNSUBSCRIBES_TWO),
          good(
              "unsubscribe: two filters",
              MQTT_3_1_1,
              "A2 0A 000A  0003 'a/+'  0001 '#'",
              UNSUBSCRIBES_TWO),
          longer(
              "unsubscribe: DUP, as 3.1 sends it",
              MQTT_3_1,
              "AA 0A 000A  0003 'a/+'  0001 '#'",
              UNSUBSCRIBES_TWO),
          good(
              "unsubscribe: two filters",
              MQTT_5_0,
              "A2 0B 000A 00  0003 'a/+'  0001 '#'",
              UNSUBSCRIBES_TWO),
          good(
              "unsubscribe: a UNSUBSCRIBE_USER property",
              MQTT_5_0,
              "A2 12 000A 07 26 0001 'k' 0001 'v'  0003 'a/+'  0001 '#'",
              new Unsubscribe(10, UNSUBSCRIBE_USER, UNSUBSCRIBE_FILTERS)));

  static final List<GoldenPacket> ALL =
      Stream.of(SUBSCRIBES, OPTIONS, SUBACKS, UNSUBSCRIBES).flatMap(List::stream).toList();

  private GoldenSubscriptions() {}
}

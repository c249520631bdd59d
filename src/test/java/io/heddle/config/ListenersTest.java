package io.heddle.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.AddressRange;
import io.heddle.api.Durability;
import io.heddle.connection.Entrance;
import io.heddle.connection.MountPoint;
import io.heddle.mqtt.Version;
import io.heddle.transport.ListenerOptions;
import io.heddle.transport.Transport;
import io.heddle.transport.proxy.ProxyOptions;
import io.heddle.transport.tls.CertificateName;
import io.heddle.transport.tls.TlsOptions;
import io.heddle.transport.tls.TlsOptions.ClientCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of the settings of listeners, and what is said of those that do not fit. */
class ListenersTest {
  private static Map<String, String> map(String... keysAndValues) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private static ListenerOptions only(String... settings) throws ConfigurationException {
    List<ListenerOptions> all = Configuration.of(map(settings)).listeners();
    assertEquals(1, all.size());
    return all.getFirst();
  }

  private static List<String> errors(String... settings) {
    return assertThrows(ConfigurationException.class, () -> Configuration.of(map(settings)))
        .errors();
  }

  @Test
  void tls() throws Exception {
    TlsOptions options =
        new TlsOptions(
            List.of(
                new TlsOptions.Certificate(Path.of("s.crt"), Path.of("s.key"), "geheim"),
                new TlsOptions.Certificate(Path.of("a.p12"), null, "auch"),
                new TlsOptions.Certificate(Path.of("b.crt"), Path.of("b.key"), null)),
            Path.of("ca.crt"),
            Path.of("ca.crl"),
            ClientCertificates.OPTIONAL,
            CertificateName.DNS,
            List.of("TLSv1.3"),
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"));
    ListenerOptions listener =
        only(
            "listener.secure.transport", "tls",
            "listener.secure.tls.certificate", "s.crt",
            "listener.secure.tls.key", "s.key",
            "listener.secure.tls.key-password", "geheim",
            "listener.secure.tls.sni.z-2.certificate", "b.crt",
            "listener.secure.tls.sni.z-2.key", "b.key",
            "listener.secure.tls.sni.a.certificate", "a.p12",
            "listener.secure.tls.sni.a.key-password", "auch",
            "listener.secure.tls.ca", "ca.crt",
            "listener.secure.tls.crl", "ca.crl",
            "listener.secure.tls.client-certificate", "optional",
            "listener.secure.tls.user-name", "dns",
            "listener.secure.tls.protocols", "tlsv1.3",
            "listener.secure.tls.ciphers", "TLS_AES_128_GCM_SHA256,TLS_AES_256_GCM_SHA384");
    assertEquals(new Transport.Tls("127.0.0.1", 8883, options), listener.transport());
    assertNull(listener.proxy());
  }

  @Test
  void aListenerNamedTlsNeedsACertificateAlone() throws Exception {
    Transport.Tls tls = (Transport.Tls) only("listener.tls.tls.certificate", "s.p12").transport();
    assertEquals(List.of("TLSv1.3", "TLSv1.2"), tls.options().protocols());
    assertEquals(List.of(), tls.options().ciphers());
    assertEquals(ClientCertificates.OFF, tls.options().clientCertificates());
    assertNull(tls.options().userName());
  }

  @Test
  void unix() throws Exception {
    ListenerOptions listener =
        only("listener.unix.path", "/run/m.sock", "listener.unix.mode", "600");
    assertEquals(new Transport.Unix(Path.of("/run/m.sock"), 0600), listener.transport());
  }

  @Test
  void whatAListenerAsksOfItsClients() throws Exception {
    ListenerOptions listener =
        only(
            "listener.tcp.versions", "5.0,3.1.1",
            "listener.tcp.mount-point", "tenants/a/",
            "listener.tcp.connect-timeout", "20s",
            "listener.tcp.packet-size", "64KiB",
            "listener.tcp.durability", "os",
            "listener.tcp.proxy-protocol", "on",
            "listener.tcp.proxy-protocol.from", "127.0.0.1, fd00::/8");
    assertEquals(
        new Entrance(
            "tcp",
            Set.of(Version.MQTT_5_0, Version.MQTT_3_1_1),
            new MountPoint("tenants/a/"),
            Duration.ofSeconds(20),
            65_536,
            true,
            Entrance.Anonymous.LOCAL,
            Durability.OS),
        listener.entrance());
    assertEquals(
        new ProxyOptions(List.of(AddressRange.parse("127.0.0.1"), AddressRange.parse("fd00::/8"))),
        listener.proxy());
    assertEquals(Entrance.of("tcp"), only("listener.tcp.port", "1").entrance());
  }

  @Test
  void aListenerKeepsNoMoreThanTheBroker() {
    ConfigurationException refused =
        assertThrows(
            ConfigurationException.class,
            () ->
                Configuration.of(
                    Map.of("data.durability", "os", "listener.tcp.durability", "fsync")));
    assertEquals(
        List.of("listener.tcp.durability = fsync: data.durability keeps less: os"),
        refused.errors());
  }

  @Test
  void whatIsMissing() {
    assertEquals(
        List.of("listener.tls.tls.certificate: missing; TLS needs a certificate of the server"),
        errors("listener.tls.port", "1"));
    assertEquals(
        List.of("listener.a.tls.ca: missing; without it no certificate of a client can be trusted"),
        errors(
            "listener.a.transport", "tls",
            "listener.a.tls.certificate", "c",
            "listener.a.tls.client-certificate", "required"));
    assertEquals(
        List.of("listener.tls.tls.sni.x.certificate: missing"),
        errors("listener.tls.tls.certificate", "c", "listener.tls.tls.sni.x.key", "k"));
    assertEquals(
        List.of("listener.unix.path: missing; the socket needs a file"),
        errors("listener.unix.mode", "660"));
    assertEquals(
        List.of(
            "listener.tcp.proxy-protocol = on: needs listener.tcp.proxy-protocol.from, the addresses of the proxies: anybody else"
                + " could say that he is anyone"),
        errors("listener.tcp.proxy-protocol", "on"));
  }

  @Test
  void whatDoesNotBelongToTheTransport() {
    assertEquals(
        List.of(
            "listener.tcp.tls.certificate: has no meaning for a listener with transport tcp",
            "listener.tcp.tls.sni.x.key: has no meaning for a listener with transport tcp"),
        errors("listener.tcp.tls.certificate", "c", "listener.tcp.tls.sni.x.key", "k"));
    assertEquals(
        List.of("listener.unix.port: has no meaning for a listener with transport unix"),
        errors("listener.unix.port", "1", "listener.unix.path", "p"));
    assertEquals(
        List.of("listener.tcp.mode: has no meaning for a listener with transport tcp"),
        errors("listener.tcp.mode", "0660"));
  }

  @Test
  void wrongValues() {
    assertEquals(
        List.of(
            "listener.tcp.mount-point = a: not a mount point (a mount point ends with / and does not begin with $); allowed is topic"
                + " levels that end with a slash, such as tenants/a/"),
        errors("listener.tcp.mount-point", "a"));
    assertEquals(1, errors("listener.tcp.mount-point", "a/+/").size());
    assertEquals(1, errors("listener.tcp.mount-point", "$SYS/").size());
    assertEquals(
        List.of(
            "listener.tcp.versions = 3.1, 4: '4' is not known; allowed is one of 3.1, 3.1.1, 5.0"),
        errors("listener.tcp.versions", "3.1, 4"));
    assertEquals(
        List.of(
            "listener.tcp.versions = 3.1,,: nothing between two commas; allowed is 3.1, 3.1.1, 5.0, or some of them"),
        errors("listener.tcp.versions", "3.1,,"));
    assertEquals(
        List.of(
            "listener.unix.mode = 0888: not a file mode; allowed is three octal digits, such as 0660"),
        errors("listener.unix.mode", "0888", "listener.unix.path", "p"));
    assertEquals(
        List.of(
            "listener.tcp.proxy-protocol.from = 10.0.0.1/8: 10.0.0.1/8: the address has more than 8 bits; the range is 10.0.0.0/8"),
        errors("listener.tcp.proxy-protocol.from", "10.0.0.1/8"));
  }

  @Test
  void unknownKeysBelowAListener() {
    assertEquals(
        List.of(
            "listener.tls.tls.certificat: no such key; the nearest is listener.tls.tls.certificate"),
        errors("listener.tls.tls.certificat", "c"));
    for (String rest : List.of("tls.sni.certificate", "tls.sni.a-.key", "tls.sni.", "tls")) {
      assertEquals(1, errors("listener.tls." + rest, "c").size(), rest);
    }
  }

  @Test
  void oneSocketForEach() {
    assertEquals(
        List.of("listener.b.path = /s: listener.a has /s already"),
        errors(
            "listener.a.transport", "unix",
            "listener.a.path", "/s",
            "listener.b.transport", "unix",
            "listener.b.path", "/s"));
    assertEquals(
        List.of("listener.tls.port = 1883: listener.tcp has 127.0.0.1:1883 already"),
        errors(
            "listener.tcp.connections", "1",
            "listener.tls.port", "1883",
            "listener.tls.tls.certificate", "c"));
  }

  @Test
  void passwordsAreNotShown() throws Exception {
    Configuration configuration =
        Configuration.of(
            map(
                "listener.tls.tls.certificate", "c",
                "listener.tls.tls.key-password", "geheim",
                "listener.tls.tls.sni.x.certificate", "d",
                "listener.tls.tls.sni.x.key-password", "geheim"));
    List<Effective> settings = configuration.effective();
    assertFalse(settings.toString().contains("geheim"));
    assertFalse(configuration.listeners().toString().contains("geheim"));
    assertTrue(
        settings.contains(
            new Effective("listener.tls.tls.sni.x.key-password", "(not shown)", "map", "")));
    assertFalse(errors("listener.tls.tls.key-pasword", "geheim").toString().contains("geheim"));
    assertFalse(errors("listener.tcp.tls.key-password", "geheim").toString().contains("geheim"));
  }

  @Test
  void onlyWhatAListenerHasIsShown() throws Exception {
    List<String> keys =
        Configuration.of(map("listener.unix.path", "p")).effective().stream()
            .map(Effective::key)
            .filter(key -> key.startsWith("listener."))
            .toList();
    assertTrue(keys.contains("listener.unix.mode"), keys::toString);
    assertFalse(keys.toString().matches(".*\\.(port|address|tls)\\b.*"), keys::toString);
  }
}

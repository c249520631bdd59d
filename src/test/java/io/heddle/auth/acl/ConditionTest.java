package io.heddle.auth.acl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.api.Client;
import io.heddle.api.Peer;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses and certificates. */
class ConditionTest {
  /**
   * Subject {@code CN=sensor\, one+UID=7, OU=North, OU=Blue, O="Acme, Inc.", C=DE,
   * emailAddress=ops@acme.example}.
   */
  private static final String PEM =
      """
      -----BEGIN CERTIFICATE-----
      MIICLTCCAdOgAwIBAgIIMINbjxcPuxYwCgYIKoZIzj0EAwMwgYkxHzAdBgkqhkiG
      9w0BCQEWEG9wc0BhY21lLmV4YW1wbGUxCzAJBgNVBAYTAkRFMRMwEQYDVQQKEwpB
      Y21lLCBJbmMuMQ0wCwYDVQQLEwRCbHVlMQ4wDAYDVQQLEwVOb3J0aDElMA8GCgmS
      JomT8ixkAQETATcwEgYDVQQDEwtzZW5zb3IsIG9uZTAgFw0yNjExMjcwMTE2NDZa
      GA8yMTI2MTEwMzAxMTY0NlowgYkxHzAdBgkqhkiG9w0BCQEWEG9wc0BhY21lLmV4
      YW1wbGUxCzAJBgNVBAYTAkRFMRMwEQYDVQQKEwpBY21lLCBJbmMuMQ0wCwYDVQQL
      EwRCbHVlMQ4wDAYDVQQLEwVOb3J0aDElMA8GCgmSJomT8ixkAQETATcwEgYDVQQD
      EwtzZW5zb3IsIG9uZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABADfuQDjm9EY
      kyYCA4aoDOZcud+kT5ALckkM19Xrz+tZp2/7sqJDu9e8aPjyjTPjuIbXvli1v7Se
      uAsLhg/goLCjITAfMB0GA1UdDgQWBBSLJH5jWcdHBLaBIzJqtSQsINYNTDAKBggq
      hkjOPQQDAwNIADBFAiEAoN39sv14aRmNCuc6fJuLyotDKeI52pBFWx2hocFWWP4C
      IH5RCOJ5jNiWwcxiWe309uJrFob2UgVGcn0y0lMmNFk0
      -----END CERTIFICATE-----
      """;

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.0.0.0/8, ::ffff:10.0.0.1, true",
    "172.16.0.0/12, 172.31.255.255, true",
    "172.16.0.0/12, 172.32.0.0, false",
    "192.168.1.7, 192.168.1.7, true",
    "192.168.1.7, 192.168.1.8, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "::/0, 8.8.8.8, false",
    "::1, ::1, true",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe00::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "'10.0.0.1, 10.0.0.2', 10.0.0.2, true"
  })
  void addressRanges(String ranges, String address, boolean holds) {
    Asked rules = Asked.rules("allow address " + ranges + " publish a");
    assertEquals(holds ? "allow 1" : "none", rules.says(Asked.from(address), "publish a"));
  }

  @Test
  void whoHasNoAddressIsInNoRange() {
    Asked rules = Asked.rules("allow address 0.0.0.0/0,::/0 publish a");
    assertEquals("none", rules.says(Asked.client("u", "c"), "publish a"));
    InetSocketAddress unresolved = InetSocketAddress.createUnresolved("10.0.0.1", 1);
    Client client = new Client("c", "u", Set.of(), new Peer("tcp", unresolved, List.of()));
    assertEquals("none", rules.says(client, "publish a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          CN="sensor, one"              | true
          CN=sensor                     | false
          CN=one                        | false
          UID=7                         | true
          OU=North                      | true
          OU=Blue                       | true
          OU=Red,Blue                   | true
          OU=Red                        | false
          O="Acme, Inc."                | true
          O=Acme                        | false
          O="Acme, Inc." certificate C=DE | true
          O="Acme, Inc." certificate C=FR | false
          emailAddress=ops@acme.example | true
          L=""                          | false
          """)
  void attributesOfTheSubject(String condition, boolean holds) throws CertificateException {
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(PEM.getBytes(US_ASCII)));
    Client client = new Client("c", "u", Set.of(), new Peer("tls", null, List.of(certificate)));
    Asked rules = Asked.rules("allow certificate " + condition + " publish a");
    assertEquals(holds ? "allow 1" : "none", rules.says(client, "publish a"));
    assertEquals("none", rules.says(Asked.client("u", "c"), "publish a"), "without a certificate");
  }

  @Test
  void aValueCannotPretendToBeAnAttribute() {
    DistinguishedName name =
        DistinguishedName.of(
            new X500Principal("CN=\"x,O=Acme+OU=y\\\"\", SERIALNUMBER=77, 1.2.3.4=z, CN=\\#a\\=b"));
    assertEquals(List.of("x,O=Acme+OU=y\"", "#a=b"), name.values("CN"));
    assertEquals(List.of(), name.values("O"));
    assertEquals(List.of(), name.values("OU"));
    assertEquals(List.of("77"), name.values("serialNumber"));
    assertEquals(4, name.attributes().size());
    assertEquals(List.of(), DistinguishedName.of(new X500Principal("")).attributes());
  }
}

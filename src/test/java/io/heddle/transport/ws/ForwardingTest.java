package io.heddle.transport.ws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.api.AddressRange;
import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a proxy is believed. */
class ForwardingTest {
  private static final Forwarding TRUSTING =
      new Forwarding(List.of(AddressRange.parse("127.0.0.1"), AddressRange.parse("10.0.0.0/8")));

  private static InetSocketAddress at(String address) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), 4000);
  }

  private static Request with(String name, String... values) {
    WritableHeaders<?> headers = WritableHeaders.create();
    headers.add(HeaderNames.create(name), values);
    return new Request("GET", "/mqtt", headers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7                       | 203.0.113.7",
        "127.0.0.1, 203.0.113.7            | 203.0.113.7",
        "6.6.6.6, 203.0.113.7, 10.1.2.3    | 203.0.113.7",
        "203.0.113.7:5555                  | 203.0.113.7",
        "2001:db8::7                       | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7]:5555                | 2001:db8:0:0:0:0:0:7",
        "10.9.9.9                          | 10.9.9.9",
      })
  void aTrustedProxyTellsTheClient(String header, String client) throws Refusal {
    Request request = with("x-forwarded-for", header);
    assertEquals(client, TRUSTING.client(request, at("127.0.0.1")).getAddress().getHostAddress());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "localhost", "1.2.3.4, ", "[::1", ":80", "1.2.3.4:port"})
  void noAddressIsRefused(String header) {
    Request request = with("X-Forwarded-For", header);
    assertThrows(Refusal.class, () -> TRUSTING.client(request, at("127.0.0.1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For",
        "Forwarded",
        "X-Real-IP",
        "X-Forwarded-Proto",
        "X-Client-IP",
        "CF-Connecting-IP",
        "Via"
      })
  void behindAnotherProxyNobodyIsLocal(String header) throws Refusal {
    Forwarding trustsNobody = new Forwarding(List.of());
    Request request = with(header, "127.0.0.1");
    assertEquals(Forwarding.SOMEWHERE, trustsNobody.client(request, at("127.0.0.1")));
    assertEquals(Forwarding.SOMEWHERE, trustsNobody.client(request, at("::1")));
    assertEquals(Forwarding.SOMEWHERE, trustsNobody.client(request, null));
    assertEquals(at("192.0.2.1"), trustsNobody.client(request, at("192.0.2.1")));
  }

  @Test
  void withoutAProxyItIsThePeer() throws Refusal {
    Request request = with("Host", "a");
    assertEquals(at("127.0.0.1"), TRUSTING.client(request, at("127.0.0.1")));
  }

  @Test
  void aTrustedProxyThatDoesNotSayIsSomewhere() throws Refusal {
    Request request = with("Forwarded", "for=1.2.3.4");
    assertEquals(Forwarding.SOMEWHERE, TRUSTING.client(request, at("127.0.0.1")));
  }
}

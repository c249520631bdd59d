package io.heddle.transport.ws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages may connect. */
class OriginsTest {
  @ParameterizedTest
  @CsvSource({
    "local, http://localhost, true",
    "local, http://localhost:5173, true",
    "local, https://app.localhost, true",
    "local, http://127.0.0.1:8000, true",
    "local, http://127.1.2.3, true",
    "local, http://[::1]:8000, true",
    "local, http://192.168.1.5, false",
    "local, http://localhost.example.com, false",
    "local, http://127.0.0.1.example.com, false",
    "local, http://xlocalhost, false",
    "local, http://[::1].example.com, false",
    "local, https://localhost@example.com, false",
    "local, null, false",
    "local, file://, false",
    "local, '', false",
    "local, chrome-extension://abc, false",
    "null, null, true",
    "null, http://localhost, false",
    "*, null, true",
    "*, anything, true",
    "https://www.example.com, https://www.example.com, true",
    "https://www.example.com, https://www.example.com:443, true",
    "https://www.example.com, HTTPS://WWW.example.com, true",
    "https://www.example.com, http://www.example.com, false",
    "https://www.example.com, https://www.example.com:8443, false",
    "https://www.example.com, https://www.example.com.evil.example, false",
    "http://www.example.com:80, http://www.example.com, true",
  })
  void allow(String listed, String origin, boolean allowed) {
    assertEquals(allowed, Origins.of(List.of(listed)).allow(origin));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "https://",
        "ws://a",
        "https://a/",
        "https://*.a",
        "https://a:b"
      })
  void whatIsNone(String origin) {
    assertThrows(IllegalArgumentException.class, () -> Origins.of(List.of(origin)));
  }

  @Test
  void noneAtAllMeansNoPage() {
    assertEquals(false, Origins.of(List.of()).allow("http://localhost"));
  }
}

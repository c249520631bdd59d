package io.heddle.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether settings name somebody who is asked who clients are. */
class AuthenticatesTest {
  @ParameterizedTest
  @CsvSource({
    "auth.password-file, /etc/heddle.passwords",
    "auth.scram-file, /etc/heddle.passwords",
    "auth.jwt.secret-file, /etc/heddle/secret",
    "auth.http.url, http://127.0.0.1:1/who",
  })
  void each(String key, String value) throws ConfigurationException {
    Configuration configuration =
        Configuration.of(Map.of(key, value, "listener.tcp.address", "0.0.0.0"));
    assertTrue(configuration.authenticates());
    assertEquals(List.of(), configuration.unguarded(configuration.authenticates()));
  }

  @Test
  void nobody() throws ConfigurationException {
    Configuration configuration = Configuration.of(Map.of("listener.tcp.address", "0.0.0.0"));
    assertFalse(configuration.authenticates());
    assertEquals(1, configuration.unguarded(false).size());
  }
}

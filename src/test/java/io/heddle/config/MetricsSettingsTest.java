package io.heddle.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heddle.metrics.MetricsOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether there are metrics, and where. */
class MetricsSettingsTest {
  @Test
  void thereAreNoneUntilThePortIsSet() throws ConfigurationException {
    assertNull(options(Map.of()));
    assertNull(options(Map.of("metrics.port", "")));
    assertNull(options(Map.of("metrics.address", "0.0.0.0")));
  }

  @Test
  void theyAreOnThisMachineUnlessAnAddressIsGiven() throws ConfigurationException {
    assertEquals(new MetricsOptions("127.0.0.1", 8082), options(Map.of("metrics.port", "8082")));
    assertEquals(
        new MetricsOptions("0.0.0.0", 0),
        options(Map.of("metrics.port", "0", "metrics.address", "0.0.0.0")));
  }

  private static MetricsOptions options(Map<String, String> settings)
      throws ConfigurationException {
    return Configuration.of(settings).metrics();
  }
}

package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An idle client holds no buffer of a record's size. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsMemoryTest {
  /** One buffer of 16 KB that were kept would make it more; docs/tls.md has the exact figures. */
  private static final int MOST = 16 * 1024;

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void anIdleClientIsSmall(String version) throws Exception {
    long bytes = IdleClients.bytes(200, version);
    assertTrue(bytes > 0 && bytes < MOST, () -> bytes + " bytes for each idle client");
  }
}

package io.heddle.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Bytes;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That other logins, and other brokers, have other digests. */
class LoginDigestTest {
  @Test
  void digestsOfOtherLoginsDiffer() {
    LoginDigest digest = new LoginDigest(new Random(1));
    Set<Bytes> all = new HashSet<>();
    all.add(digest.of("ab", GoldenLines.bytes("c")));
    all.add(digest.of("a", GoldenLines.bytes("bc")));
    all.add(digest.of("abc", GoldenLines.bytes("")));
    all.add(digest.of("", GoldenLines.bytes("abc")));
    all.add(new LoginDigest(new Random(2)).of("ab", GoldenLines.bytes("c")));
    assertEquals(5, all.size());
    assertEquals(digest.of("ab", GoldenLines.bytes("c")), digest.of("ab", GoldenLines.bytes("c")));
  }
}

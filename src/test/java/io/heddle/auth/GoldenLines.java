package io.heddle.auth;

import java.nio.charset.StandardCharsets;

/** Lines that mosquitto_passwd 2.0.11 has written, and the passwords that it was given. */
final class GoldenLines {
  /** Password "wonder land". */
  static final String ALICE_7 =
      "alice:$7$101$TPjZunfYhNh1GA4i$SHhE7xsZj5ZYXc3ksrktXOAIjfj9c+DLmips3EqvaFwk6cnPB08X0yl9IbYkMXrXn8mP/hdiaPIkArf+8VoEiw==";

  /** Password "", which mosquitto_passwd takes on its command line. */
  static final String BOB_7 =
      "bob:$7$101$AuDtfOMhg4Eg76Ok$Zwaph+HKb4ZxddFUClxZ18EhWdvFSpTnEgDEIX4AGcYzn0nnOTDDXAoxKOOEfJj/dyS/jqWAWP04Y1Kn2Fch2A==";

  /** Password "pässwörd". */
  static final String KAETHE_7 =
      "käthe:$7$101$etsuRDtgB/PO7wm2$5yR3UU1Wwpj+46+9FhHKqbXhlpyBI+ka42bJj3K2qJlRPbDzMpQA8sPvlO+agxQRTlaiY73z+uXTZIIcFgDvkA==";

  /** Password "wonder land". */
  static final String ALICE_6 =
      "alice:$6$/Kid3Oh0Pf40YJSF$8vD+q9BkGq2i/6XZ7HaTA0DOiiiTEsFc/Qup72ZUG1l4yjjyefRgzhRDoNGBhiqmCdfrrTrfq4JEHgJ6im5BEA==";

  /** Password "". */
  static final String BOB_6 =
      "bob:$6$FK0f8NO72p0D3xGn$niq/XW4wN4k/Em45obIC/yFfN5rOWDPpzoWbjpR1f0EeOOZj51rX+7JUdfuHzXyNahH9vfESO9I77kTd2PCPHw==";

  /** Password "pässwörd". */
  static final String KAETHE_6 =
      "käthe:$6$H+WW6ZtbPtF0BIYR$XQ4tdd46qpa8qVjErPxIkBeP1ER63mKhqmjZGxe+O9+euXdrS7g4sEpouDBcHbZqmhWJyCIcLDOu3HK4rcBGfQ==";

  private GoldenLines() {}

  /** What such a line keeps of the password. */
  static PasswordHash hash(String line) {
    return (PasswordHash) StoredPassword.parse(line.substring(line.indexOf(':') + 1));
  }

  /** A file with these lines. */
  static PasswordFile file(String... lines) throws WrongFile {
    return PasswordFile.parse("f", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

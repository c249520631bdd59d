package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random bytes, and recorded ones that are changed at random: nothing but an end comes of it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsFuzzTest {
  private static final int ROUNDS = 400;

  private final Random random = new Random(20_260_725);
  private final TlsContext context = Encounter.load(Authority.shared().options("ec"));

  /** Whatever comes, the link ends with the client's bytes: by −1 or an IOException. */
  private void ends(byte[] bytes) throws Exception {
    PipeLink below = new PipeLink(256 * 1024, true);
    below.in.write(bytes, 0, bytes.length);
    below.in.finish();
    TlsLink link = new TlsLink(below, context, Runnable::run);
    FutureTask<Boolean> reading = new FutureTask<>(() -> readsToTheEnd(link));
    Thread.ofVirtual().start(reading);
    try {
      assertTrue(reading.get(20, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      throw new AssertionError("other than an IOException", e.getCause());
    }
  }

  private static boolean readsToTheEnd(TlsLink link) {
    byte[] target = new byte[300];
    try {
      while (link.read(target, 0, target.length) >= 0) {
        // more may come
      }
      return true;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void randomBytes() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = new byte[1 + random.nextInt(2000)];
      random.nextBytes(bytes);
      ends(bytes);
    }
  }

  @Test
  void randomRecordsOfEveryKind() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int records = random.nextInt(6); records >= 0; records--) {
        byte[] content = new byte[random.nextInt(300)];
        random.nextBytes(content);
        boolean first = bytes.size() == 0;
        bytes.writeBytes(
            new byte[] {
              (byte) (first ? 0x16 : 0x14 + random.nextInt(5)),
              3,
              (byte) random.nextInt(5),
              (byte) (content.length >> 8),
              (byte) content.length
            });
        bytes.writeBytes(content);
      }
      ends(bytes.toByteArray());
    }
  }

  /** The hello of a client, which is changed in some places or repeated. */
  @Test
  void aHelloThatIsDamaged() throws Exception {
    byte[] hello = hello();
    ends(hello);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = hello.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt(256);
      }
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      sent.write(bytes, 0, 1 + random.nextInt(bytes.length));
      sent.writeBytes(random.nextBoolean() ? hello : new byte[0]);
      ends(sent.toByteArray());
    }
  }

  private static byte[] hello() throws Exception {
    SSLContext client = Encounter.client(Authority.shared(), null);
    PipeLink below = new PipeLink(64 * 1024, true);
    try (Encounter recorded =
        new Encounter(
            below, Encounter.load(Authority.shared().options("ec")), work -> {}, client)) {
      below.out.finish();
      try {
        recorded.client.startHandshake();
      } catch (IOException unanswered) {
        // its hello is in the pipe
      }
      // What follows the hello is the alert of a client that got no answer.
      byte[] bytes = new byte[64 * 1024];
      int count = below.in.read(bytes, 0, bytes.length);
      int length = 5 + ((bytes[3] & 0xff) << 8 | bytes[4] & 0xff);
      assertTrue(length <= count);
      return Arrays.copyOf(bytes, length);
    }
  }
}

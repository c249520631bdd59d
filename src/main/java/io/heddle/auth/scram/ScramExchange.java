package io.heddle.auth.scram;

import io.heddle.api.Authentication;
import io.heddle.api.Exchange;
import io.heddle.api.Peer;
import io.heddle.api.Step;
import io.heddle.auth.FailedLogins;
import io.heddle.auth.ScramKeys;
import io.heddle.auth.Sha;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One client that proves itself by SCRAM. Belongs to the client's thread. */
final class ScramExchange implements Exchange {
  private static final Step WAITS =
      Step.refused(ReasonCode.CONNECTION_RATE_EXCEEDED, "too many failed logins from this address");

  private final ScramMethod method;
  private final FailedLogins failures;
  private final Peer peer;
  private final @Nullable String expected;
  private final String greeting;
  private @Nullable Challenged challenged;

  /**
   * An exchange that begins.
   *
   * @param expected the user that it must be; null when it may be anybody
   * @param greeting what a user is told in front of the own name
   */
  ScramExchange(
      ScramMethod method,
      FailedLogins failures,
      Peer peer,
      @Nullable String expected,
      String greeting) {
    this.method = method;
    this.failures = failures;
    this.peer = peer;
    this.expected = expected;
    this.greeting = greeting;
  }

  /** What was said up to the client's proof. */
  private record Challenged(
      ScramMethod.Claim who, ClientFirst first, String nonce, String challenge) {}

  @Override
  public Step next(Bytes data) {
    if (failures.mustWait(peer)) {
      return WAITS;
    }
    try {
      Challenged before = challenged;
      if (before != null) {
        return prove(before, ClientFinal.parse(Attributes.text(data)));
      }
      // A client may name the method alone, and begin when it is asked to.
      return data.isEmpty()
          ? new Step.Challenge(Bytes.EMPTY)
          : challenge(ClientFirst.parse(Attributes.text(data)));
    } catch (WrongMessage wrong) {
      return failed(wrong.words());
    }
  }

  private Step challenge(ClientFirst first) {
    if (expected != null && !expected.equals(first.user())) {
      return failed("the user of SCRAM is not the user of the connection");
    }
    ScramMethod.Claim who = method.find(first.user());
    String nonce = first.nonce() + method.nonce();
    ScramKeys keys = who.keys();
    String text = "r=" + nonce + ",s=" + base64(keys.salt().toArray()) + ",i=" + keys.rounds();
    challenged = new Challenged(who, first, nonce, text);
    return new Step.Challenge(Bytes.utf8(text));
  }

  private Step prove(Challenged before, ClientFinal last) {
    if (!last.nonce().equals(before.nonce)) {
      return failed("its nonce is not the one that it was given");
    }
    if (!last.binding().equals(before.first.header())) {
      return failed("its second message repeats another beginning than the first had");
    }
    byte[] said = said(before, last);
    ScramKeys keys = before.who.keys();
    boolean right = proves(keys, said, last.proof());
    byte[] answer = method.sha().hmac(keys.serverKey().toArray(), said);
    String user = before.who.user();
    if (!before.who.known()) {
      return failed("there is no user " + user + " with keys for " + method.name());
    }
    if (!right) {
      return failed("the password of " + user + " is wrong");
    }
    if (!method.holds(before.who)) {
      return failed("the password of " + user + " was changed or taken away meanwhile");
    }
    return new Step.Done(
        new Authentication.Accepted(user, Set.of()),
        Bytes.utf8("v=" + base64(answer)),
        Properties.builder().add(Property.REASON_STRING, greeting + user).build());
  }

  private static byte[] said(Challenged before, ClientFinal last) {
    return String.join(",", before.first.bare(), before.challenge, last.withoutProof())
        .getBytes(StandardCharsets.UTF_8);
  }

  private boolean proves(ScramKeys keys, byte[] said, Bytes proof) {
    Sha sha = method.sha();
    byte[] clientKey = sha.hmac(keys.storedKey().toArray(), said);
    if (proof.length() != clientKey.length) {
      return false;
    }
    for (int i = 0; i < clientKey.length; i++) {
      clientKey[i] ^= proof.at(i);
    }
    return MessageDigest.isEqual(sha.digest(clientKey), keys.storedKey().toArray());
  }

  private Step failed(String words) {
    failures.failed(peer);
    return Step.refused(ReasonCode.NOT_AUTHORIZED, words);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}

package io.heddle.auth.scram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Authentication;
import io.heddle.api.Client;
import io.heddle.api.Exchange;
import io.heddle.api.Login;
import io.heddle.api.Peer;
import io.heddle.api.Step;
import io.heddle.auth.FailedLogins;
import io.heddle.auth.PasswordFile;
import io.heddle.auth.PasswordText;
import io.heddle.auth.ScramKeys;
import io.heddle.auth.Sha;
import io.heddle.auth.WrongFile;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.ScramProof;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SCRAM, word by word. */
class ScramExchangeTest {
  private static final Peer PEER =
      new Peer("tcp", new InetSocketAddress(InetAddress.ofLiteral("203.0.113.1"), 1), List.of());

  @TempDir Path folder;

  private final Random random = new Random(1);
  private FailedLogins failures;
  private PasswordFile file;

  @BeforeEach
  void make() throws Exception {
    failures = new FailedLogins(1000, 10, () -> 0);
    PasswordText text =
        PasswordText.of("")
            .withDecoyKey(random)
            .with("alice", keys(Sha.SHA_256, "wonder land", 4096))
            .with("a,b=c", keys(Sha.SHA_256, "comma", 4096))
            .with("strong", keys(Sha.SHA_512, "five-twelve", 5000));
    file = read(text.text());
  }

  private ScramKeys keys(Sha sha, String password, int rounds) {
    return ScramKeys.make(sha, password.getBytes(StandardCharsets.UTF_8), rounds, random);
  }

  private PasswordFile read(String text) throws IOException, WrongFile {
    return PasswordFile.read(Files.writeString(folder.resolve("passwords"), text));
  }

  private ScramMethod method(Sha sha) {
    return new ScramMethod(sha, () -> file, failures, random);
  }

  private Exchange begin(Sha sha, String userName) {
    return method(sha).begin(new Login(PEER, "c", userName, null));
  }

  private Exchange begin() {
    return begin(Sha.SHA_256, null);
  }

  private static Bytes challenge(Step step) {
    return assertInstanceOf(Step.Challenge.class, step).data();
  }

  private static Step.Done accepted(Step step, String user) {
    Step.Done done = assertInstanceOf(Step.Done.class, step);
    assertEquals(new Authentication.Accepted(user, Set.of()), done.answer());
    return done;
  }

  private static Authentication.Refused refused(Step step) {
    Step.Done done = assertInstanceOf(Step.Done.class, step);
    assertEquals(Bytes.EMPTY, done.data());
    return assertInstanceOf(Authentication.Refused.class, done.answer());
  }

  private static void proves(Exchange exchange, ScramProof proof, String user) {
    Bytes challenge = challenge(exchange.next(proof.first()));
    Step.Done done = accepted(exchange.next(proof.last(challenge)), user);
    assertTrue(proof.isAnsweredBy(done.data()));
  }

  @Test
  void theDialogueOfRfc7677() throws Exception {
    byte[] salt = java.util.Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
    Random salts =
        new Random() {
          @Override
          public void nextBytes(byte[] bytes) {
            System.arraycopy(salt, 0, bytes, 0, Math.min(salt.length, bytes.length));
          }
        };
    byte[] pencil = "pencil".getBytes(StandardCharsets.UTF_8);
    file = read("user:" + ScramKeys.make(Sha.SHA_256, pencil, 4096, salts).text());
    ScramMethod method =
        new ScramMethod(
            Sha.SHA_256, () -> file, failures, random, () -> "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
    assertEquals("SCRAM-SHA-256", method.name());
    Exchange exchange = method.begin(new Login(PEER, "c", null, null));
    assertEquals(
        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        challenge(exchange.next(Bytes.utf8("n,,n=user,r=rOprNGfwEbeRWgbNEkqO"))).text());
    Step last =
        exchange.next(
            Bytes.utf8(
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                    + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="));
    assertEquals(
        "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", accepted(last, "user").data().text());
  }

  @Test
  void whoIsGoneMeanwhileIsRefused() throws Exception {
    Exchange exchange = begin();
    ScramProof proof = new ScramProof("alice", "wonder land", "n");
    Bytes challenge = challenge(exchange.next(proof.first()));
    file = read("");
    refused(exchange.next(proof.last(challenge)));
  }

  @Test
  void bothHashFunctions() {
    proves(begin(), new ScramProof("alice", "wonder land", "n1"), "alice");
    proves(
        begin(Sha.SHA_512, null),
        new ScramProof(512, "n,,", "strong", "five-twelve", "n2"),
        "strong");
    assertEquals("SCRAM-SHA-512", method(Sha.SHA_512).name());
  }

  @Test
  void namesAreEscaped() {
    proves(begin(), new ScramProof("a=2Cb=3Dc", "comma", "n"), "a,b=c");
  }

  @Test
  void otherBeginnings() {
    for (String header : List.of("y,,", "n,a=alice,", "y,a=alice,")) {
      proves(begin(), new ScramProof(256, header, "alice", "wonder land", "n"), "alice");
    }
  }

  @Test
  void aClientMayBeginWhenItIsAsked() {
    Exchange exchange = begin();
    assertEquals(Bytes.EMPTY, challenge(exchange.next(Bytes.EMPTY)));
    proves(exchange, new ScramProof("alice", "wonder land", "n"), "alice");
  }

  @Test
  void theServersNonceIsAnotherEachTime() {
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      String text = challenge(begin().next(Bytes.utf8("n,,n=alice,r=x"))).text();
      assertTrue(text.startsWith("r=x"), text);
      nonces.add(text.substring(3, text.indexOf(',')));
    }
    assertEquals(100, nonces.size());
    assertTrue(nonces.stream().allMatch(nonce -> nonce.length() == 24), nonces::toString);
  }

  @Test
  void wrongSecondMessages() {
    ScramProof proof = new ScramProof("alice", "wonder land", "n");
    for (int i = 0; i < 9; i++) {
      Exchange exchange = begin();
      Bytes challenge = challenge(exchange.next(proof.first()));
      String right = proof.last(challenge).text();
      String nonce = right.substring(right.indexOf(",r="), right.indexOf(",p="));
      String wrong =
          switch (i) {
            case 0 -> right.replace(nonce, ",r=n");
            case 1 -> right.replace(nonce, nonce + "x");
            case 2 -> right.replace("c=biws", "c=eSws"); // "y,,"
            case 3 -> right.replace("c=biws", "c=b!ws");
            case 4 -> right.replace("c=biws,", "");
            case 5 -> right.substring(0, right.indexOf(",p="));
            case 6 -> right + ",x=y";
            case 7 -> right.replace(",p=", ",m=1,p=");
            default -> "n,,n=alice,r=x";
          };
      refused(exchange.next(Bytes.utf8(wrong)));
    }
    assertFalse(failures.mustWait(PEER));
  }

  @Test
  void wrongProofs() {
    for (String password : new String[] {"Wonder land", "", "x"}) {
      ScramProof proof = new ScramProof("alice", password.isEmpty() ? " " : password, "n");
      Exchange exchange = begin();
      Bytes challenge = challenge(exchange.next(proof.first()));
      assertTrue(refused(exchange.next(proof.last(challenge))).words().contains("wrong"));
    }
    ScramProof proof = new ScramProof("alice", "wonder land", "n");
    Exchange exchange = begin();
    String right = proof.last(challenge(exchange.next(proof.first()))).text();
    refused(exchange.next(Bytes.utf8(right.substring(0, right.indexOf(",p=")) + ",p=")));
    Exchange other = begin();
    right = proof.last(challenge(other.next(proof.first()))).text();
    refused(other.next(Bytes.utf8(right.substring(0, right.indexOf(",p=")) + ",p=AAAA")));
  }

  @Test
  void aProofIsGoodForOneExchange() {
    ScramProof proof = new ScramProof("alice", "wonder land", "n");
    Exchange one = begin();
    Bytes last = proof.last(challenge(one.next(proof.first())));
    accepted(one.next(last), "alice");
    Exchange two = begin();
    challenge(two.next(proof.first()));
    refused(two.next(last));
  }

  @Test
  void strangersAreAskedLikeUsers() throws Exception {
    Set<String> salts = new HashSet<>();
    for (String user : List.of("alice", "bob", "strong", "carol")) {
      String text = challenge(begin().next(Bytes.utf8("n,,n=" + user + ",r=x"))).text();
      assertTrue(text.endsWith(",i=4096"), text);
      String salt = text.substring(text.indexOf(",s="), text.indexOf(",i="));
      assertEquals(",s=".length() + 24, salt.length(), text);
      salts.add(salt);
      // After a restart, and when the file is read anew, it is the same.
      file = read(Files.readString(folder.resolve("passwords")));
      assertTrue(
          challenge(begin().next(Bytes.utf8("n,,n=" + user + ",r=y"))).text().contains(salt));
    }
    assertEquals(4, salts.size());
    ScramProof proof = new ScramProof("bob", "x", "n");
    Exchange exchange = begin();
    Bytes last = proof.last(challenge(exchange.next(proof.first())));
    assertTrue(refused(exchange.next(last)).words().startsWith("there is no user bob"));
  }

  @Test
  void aFileWithoutUsersAsksToo() throws Exception {
    file = read("");
    String text = challenge(begin().next(Bytes.utf8("n,,n=alice,r=x"))).text();
    assertTrue(text.endsWith(",i=" + ScramKeys.USUAL_ROUNDS), text);
    assertNotEquals(text, challenge(begin().next(Bytes.utf8("n,,n=bob,r=x"))).text());
  }

  @Test
  void theUserOfConnectIsTheUserOfScram() {
    proves(begin(Sha.SHA_256, "alice"), new ScramProof("alice", "wonder land", "n"), "alice");
    refused(begin(Sha.SHA_256, "bob").next(Bytes.utf8("n,,n=alice,r=x")));
  }

  @Test
  void whoComesAgainIsStillTheSame() {
    Client alice = new Client("c", "alice", Set.of(), PEER);
    ScramMethod method = method(Sha.SHA_256);
    proves(method.beginAgain(alice), new ScramProof("alice", "wonder land", "n"), "alice");
    refused(method.beginAgain(alice).next(Bytes.utf8("n,,n=strong,r=x")));
  }

  @Test
  void failuresMakeAnAddressWait() {
    failures = new FailedLogins(3, 10, () -> 0);
    for (int i = 0; i < 3; i++) {
      ScramProof proof = new ScramProof(i == 0 ? "alice" : "bob", "wrong", "n");
      Exchange exchange = begin();
      Bytes last = proof.last(challenge(exchange.next(proof.first())));
      assertEquals(ReasonCode.NOT_AUTHORIZED, refused(exchange.next(last)).reason());
    }
    assertEquals(
        ReasonCode.CONNECTION_RATE_EXCEEDED,
        refused(begin().next(Bytes.utf8("n,,n=alice,r=x"))).reason());
  }

  @Test
  void whoBeginsAndGoesHasNotFailed() {
    failures = new FailedLogins(1, 10, () -> 0);
    for (int i = 0; i < 10; i++) {
      challenge(begin().next(Bytes.utf8("n,,n=alice,r=x")));
    }
    assertFalse(failures.mustWait(PEER));
  }
}

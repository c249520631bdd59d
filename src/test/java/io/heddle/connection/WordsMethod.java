package io.heddle.connection;

import io.heddle.api.Authentication;
import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Client;
import io.heddle.api.Exchange;
import io.heddle.api.Login;
import io.heddle.api.Step;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A method that does what its client says; any other word is the name of a user. */
final class WordsMethod implements AuthenticationMethod {
  private static final Properties TOLD =
      Properties.builder().add(Property.REASON_STRING, "well").user("a", "b").build();

  final CountDownLatch waits = new CountDownLatch(1);
  volatile Login login;

  @Override
  public String name() {
    return "WORDS";
  }

  @Override
  public Exchange begin(Login who) {
    login = who;
    return data -> step(data.text());
  }

  @Override
  public Exchange beginAgain(Client who) {
    return data -> step(data.text());
  }

  private Step step(String word) {
    return switch (word) {
      case "ask" -> new Step.Challenge(Bytes.utf8("more"), TOLD);
      case "fault" -> throw new IllegalStateException("a fault");
      case "unknown" -> new Step.Done(new Authentication.Unknown(), Bytes.EMPTY);
      case "refuse" -> Step.refused(ReasonCode.BANNED, "secret words");
      case "wait" -> {
        try {
          waits.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        yield step("alice");
      }
      default ->
          new Step.Done(
              new Authentication.Accepted(word, Set.of()), Bytes.utf8("hello " + word), TOLD);
    };
  }
}

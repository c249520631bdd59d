package io.heddle.connection;

import io.heddle.api.Authentication;
import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Client;
import io.heddle.api.Exchange;
import io.heddle.api.Step;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Cancellable;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The AUTH packets of a client that is connected. Until it has proved itself again everything goes
 * on as before; when it cannot, the connection ends. Belongs to the connection's thread.
 */
final class Reauthentication {
  private final Client client;
  private final @Nullable AuthenticationMethod method;
  private final Outbox outbox;
  private final Validity validity;
  private final Function<AuthenticationMethod, Exchange> beginning;
  private final Supplier<Cancellable> patience;
  private @Nullable Exchange exchange;
  private Cancellable deadline = () -> {};

  /**
   * Nothing is under way.
   *
   * @param method of the client's CONNECT; null when it named none
   * @param beginning begins an exchange, which throws nothing
   * @param patience ends the connection after a time
   */
  private Reauthentication(
      Client client,
      @Nullable AuthenticationMethod method,
      Outbox outbox,
      Validity validity,
      Function<AuthenticationMethod, Exchange> beginning,
      Supplier<Cancellable> patience) {
    this.client = client;
    this.method = method;
    this.outbox = outbox;
    this.validity = validity;
    this.beginning = beginning;
    this.patience = patience;
  }

  /** That of a client which has just been taken in. */
  static Reauthentication of(
      Handshake.Accepted accepted,
      Outbox outbox,
      Validity validity,
      Identification identification) {
    Client client = accepted.known().client();
    Duration most = accepted.known().bounds().options().connectTimeout();
    return new Reauthentication(
        client,
        accepted.method(),
        outbox,
        validity,
        method -> identification.beginAgain(method, client),
        () -> identification.surroundings().core().timer().after(most, () -> late(outbox)));
  }

  private static void late(Outbox outbox) {
    outbox.end(ReasonCode.NOT_AUTHORIZED, "it began to authenticate again and did not finish");
  }

  /** Goes one step further. It may wait: what was to be sent before must have been sent. */
  void received(Packet.Auth auth) throws Farewell {
    AuthenticationMethod own = method;
    if (own == null) {
      // [MQTT-4.12.0-7]
      throw Farewell.violation("AUTH without an authentication method in CONNECT");
    }
    if (!Objects.equals(auth.properties().string(Property.AUTHENTICATION_METHOD), own.name())) {
      // [MQTT-4.12.1-1]; of the codes for that, DISCONNECT has only this one by its own table.
      throw Farewell.violation("AUTH with another authentication method than CONNECT had");
    }
    Exchange current = current(auth.reason(), own);
    switch (current.next(AuthProperties.data(auth.properties()))) {
      case Step.Challenge(Bytes data, Properties told) -> {
        if (exchange == null) {
          deadline = patience.get();
        }
        exchange = current;
        answer(ReasonCode.CONTINUE_AUTHENTICATION, own, data, told);
      }
      case Step.Done done -> {
        exchange = null;
        deadline.cancel();
        check(done.answer());
        outbox.chronicle.reauthenticated(client);
        answer(ReasonCode.SUCCESS, own, done.data(), done.told());
      }
    }
  }

  private Exchange current(ReasonCode reason, AuthenticationMethod own) throws Farewell {
    Exchange current = exchange;
    return switch (reason) {
      case RE_AUTHENTICATE -> {
        if (current != null) {
          throw Farewell.violation("it began to authenticate again, and had not finished before");
        }
        yield beginning.apply(own);
      }
      case CONTINUE_AUTHENTICATION -> {
        if (current == null) {
          throw Farewell.violation("it went on with an authentication that it had not begun");
        }
        yield current;
      }
      default -> throw Farewell.violation("AUTH with a code that only the server may send");
    };
  }

  /**
   * Whoever fails is told so and disconnected {@code [MQTT-4.12.1-2]}. Its subscriptions and its
   * session are those of the user that it was, so it must not become another. Of its limits only
   * the end of its proof changes: of the others CONNACK has told it.
   */
  private void check(Authentication answer) throws Farewell {
    switch (answer) {
      case Authentication.Accepted accepted -> {
        if (!Objects.equals(accepted.userName(), client.userName())) {
          throw failed("it is another user now");
        }
        validity.until(accepted.limits().until());
      }
      case Authentication.Refused refused -> throw failed(refused.words());
      case Authentication.Unknown unknown -> throw failed("nobody knows it");
    }
  }

  private static Farewell failed(String words) {
    return Farewell.silently(
        ReasonCode.NOT_AUTHORIZED, "it could not authenticate again: " + words);
  }

  private void answer(ReasonCode reason, AuthenticationMethod own, Bytes data, Properties told) {
    outbox.answer(new Packet.Auth(reason, AuthProperties.of(own.name(), data, told)));
  }

  /** The connection is over. */
  void stop() {
    deadline.cancel();
  }
}

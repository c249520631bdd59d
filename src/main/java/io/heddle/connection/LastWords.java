package io.heddle.connection;

import io.heddle.api.Access;
import io.heddle.api.Client;
import io.heddle.api.Peer;
import io.heddle.api.Verdict;
import io.heddle.mqtt.Message;
import io.heddle.session.DropReason;
import io.heddle.session.Testator;
import io.heddle.session.WillReview;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the interceptors about the Will of a client that is or was taken in, when it is about to be
 * published. Called by any thread that may block; the connection may be gone for long, and the
 * process that it was taken in by, too.
 *
 * @param denials takes the words about what it was denied, for the log
 */
record LastWords(
    Surroundings surroundings, Client client, Permissions permissions, Consumer<String> denials)
    implements WillReview {

  /** Of a client that is taken in. */
  static LastWords of(Surroundings surroundings, Identification.Known known) {
    return new LastWords(surroundings, known.client(), known.permissions(), known.denials());
  }

  /** Of one that an earlier process took in: the rights that came with its proof are gone. */
  private static LastWords of(Surroundings surroundings, String clientId, Testator by) {
    Client client =
        new Client(
            clientId, by.userName(), by.groups(), new Peer(by.listener(), address(by), List.of()));
    Caller caller = new Caller(clientId, by.userName());
    Logbook logbook = surroundings.logbook();
    String place = by.address() == null ? by.listener() : by.address() + ":" + by.port();
    Permissions permissions =
        surroundings.guard().of(client, null, fault -> logbook.failed(caller, place, fault));
    return new LastWords(
        surroundings, client, permissions, words -> logbook.denied(caller, place, words));
  }

  private static @Nullable InetSocketAddress address(Testator by) {
    String numbers = by.address();
    return numbers == null
        ? null
        : new InetSocketAddress(InetAddress.ofLiteral(numbers), by.port());
  }

  /**
   * The same about a Will that waits since an earlier process. Who is to be asked, and what its
   * client may do, is known when it is published, not when it is read from the store.
   */
  record Kept(Surroundings surroundings, String clientId, Testator testator) implements WillReview {
    @Override
    public @Nullable Message review(Message will) {
      return of(surroundings, clientId, testator).review(will);
    }
  }

  @Override
  public Testator testator() {
    Peer peer = client.peer();
    InetSocketAddress address = peer.address();
    return address == null || address.isUnresolved()
        ? new Testator(client.userName(), client.groups(), peer.listener(), null, 0)
        : new Testator(
            client.userName(),
            client.groups(),
            peer.listener(),
            address.getAddress().getHostAddress(),
            address.getPort());
  }

  @Override
  public @Nullable Message review(Message will) {
    return switch (surroundings.core().interceptors().will(client, will)) {
      case Verdict.Allow<Message> allow -> will;
      case Verdict.Change<Message>(Message to, boolean last) ->
          changed(Consultation.fit(to, surroundings.core().options().offer()));
      case Verdict.Deny<Message> denial -> dropped(will, DropReason.DENIED_BY_HOOK, denial.words());
      case Verdict.Drop<Message>(String words) -> dropped(will, DropReason.DROPPED_BY_HOOK, words);
      case Verdict.Take<Message> take -> null;
    };
  }

  /** Limits and rules of access hold for what it has become. */
  private @Nullable Message changed(Message will) {
    if (!TopicLimits.allow(surroundings.options(), will.topic())
        || TopicLimits.isServers(will.topic())) {
      return dropped(will, DropReason.NOT_ACCEPTED, "a hook made its topic one that may not be");
    }
    return permissions.publish(will.topic(), will.qos(), will.retain())
            instanceof Access.Denied(String rule)
        ? dropped(will, DropReason.PUBLISH_DENIED, rule)
        : will;
  }

  private @Nullable Message dropped(Message will, DropReason reason, String words) {
    surroundings.core().witness().dropped(reason, will, will.qos(), client.clientId());
    denials.accept("publishing its Will to " + will.topic().value() + ": " + words);
    return null;
  }
}

package io.heddle.auth.acl;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authorizer;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.mqtt.TopicName;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rules that may be replaced by others while clients are connected. Each client has its own made
 * ready, and anew with the first question after a change. Safe for use by many threads at a time;
 * takes no lock.
 */
public final class LiveAcl implements Authorizer {
  private final Supplier<Acl> latest;

  /**
   * An authorizer by the rules that there are at each moment.
   *
   * @param latest answers the same object as long as nothing has changed
   */
  public LiveAcl(Supplier<Acl> latest) {
    this.latest = latest;
  }

  @Override
  public Access decide(Client client, Action action) {
    return latest.get().decide(client, action);
  }

  @Override
  public Access mayReceive(Client client, TopicName topic) {
    return latest.get().mayReceive(client, topic);
  }

  @Override
  public ClientAuthorizer of(Client client) {
    return new OfClient(latest, client);
  }

  private static final class OfClient implements ClientAuthorizer {
    private final Supplier<Acl> latest;
    private final Client client;
    private volatile Ready ready;

    /**
     * The last answer about a message. Written and read by any thread without care: it is whole or
     * not seen, and says itself what it is about.
     */
    private @Nullable Answer last;

    /** The rules of this client, and what they were made of. */
    private record Ready(Acl acl, ClientRules rules) {}

    /** What these rules said of a topic. */
    private record Answer(ClientRules rules, TopicName topic, Access access) {}

    OfClient(Supplier<Acl> latest, Client client) {
      this.latest = latest;
      this.client = client;
      this.ready = made(latest.get());
    }

    private Ready made(Acl acl) {
      return new Ready(acl, acl.of(client));
    }

    @SuppressWarnings("ReferenceEquality") // other rules are another object
    private ClientRules rules() {
      Acl acl = latest.get();
      Ready known = ready;
      if (known.acl != acl) {
        known = made(acl);
        ready = known;
      }
      return known.rules;
    }

    @Override
    public Access decide(Action action) {
      return rules().decide(action);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // whoever says one thing all day has one topic object
    public Access mayReceive(TopicName topic) {
      ClientRules rules = rules();
      Answer known = last;
      if (known != null && known.topic == topic && known.rules == rules) {
        return known.access;
      }
      Access access = rules.mayReceive(topic);
      last = new Answer(rules, topic, access);
      return access;
    }
  }
}

package io.heddle.connection;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authorizer;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.mqtt.TopicName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who are asked about one client, until others are. Immutable.
 *
 * @param asked whom it was made of; null for nobody ever
 * @param members asked one after the other: the rights that came with the client's proof, if any,
 *     then one for each authorizer
 * @param allowsAll whether there is nobody, and no default either
 * @param ready whether each authorizer has made ready what concerns the client
 */
record Jury(
    @Nullable Asked asked, List<ClientAuthorizer> members, boolean allowsAll, boolean ready) {
  /** The one before the first. */
  static final Jury NONE = new Jury(null, List.of(), true, true);

  /** An authorizer that came while the client was there, and is asked as it is. */
  private record Raw(Authorizer authorizer, Client client) implements ClientAuthorizer {
    @Override
    public Access decide(Action action) {
      return authorizer.decide(client, action);
    }

    @Override
    public Access mayReceive(TopicName topic) {
      return authorizer.mayReceive(client, topic);
    }
  }

  @SuppressWarnings("ReferenceEquality") // whoever is asked anew is another object
  boolean isOf(Asked now) {
    return asked == now;
  }

  /**
   * The one that is made of others. Whoever was asked before is asked by what he has already.
   *
   * @param prepared whether authorizers that are new may make ready what concerns the client
   */
  Jury of(Asked now, Client client, @Nullable ClientAuthorizer own, boolean prepared) {
    List<ClientAuthorizer> next = new ArrayList<>();
    boolean whole = true;
    if (own != null) {
      next.add(prepared ? own.of(client) : asked == null ? own : members.getFirst());
      whole = prepared || asked != null && ready;
    }
    for (Authorizer authorizer : now.authorizers()) {
      ClientAuthorizer member = known(authorizer, own != null);
      if (member == null || prepared && member instanceof Raw) {
        member = prepared ? authorizer.of(client) : new Raw(authorizer, client);
      }
      whole &= !(member instanceof Raw);
      next.add(member);
    }
    return new Jury(now, List.copyOf(next), next.isEmpty() && !now.decides(), whole);
  }

  @SuppressWarnings("ReferenceEquality") // what an equal one has made ready is not his
  private @Nullable ClientAuthorizer known(Authorizer authorizer, boolean own) {
    List<Authorizer> before = asked == null ? List.of() : asked.authorizers();
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i) == authorizer) {
        return members.get(own ? i + 1 : i);
      }
    }
    return null;
  }
}

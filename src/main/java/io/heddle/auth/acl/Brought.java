package io.heddle.auth.acl;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.mqtt.TopicName;
import java.util.List;

/**
 * Rules that came with a client's proof. The client may be called otherwise when it is taken in:
 * then its new name is put into them. Immutable.
 *
 * @param client as it proved who it is
 * @param now the rules with this client's names
 */
record Brought(List<Rule> rules, Client client, ClientRules now) implements ClientAuthorizer {
  @Override
  public Access decide(Action action) {
    return now.decide(action);
  }

  @Override
  public Access mayReceive(TopicName topic) {
    return now.mayReceive(topic);
  }

  @Override
  public ClientAuthorizer of(Client taken) {
    return taken.equals(client) ? now : ClientRules.of(rules, taken);
  }
}

package io.heddle.auth.acl;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authorizer;
import io.heddle.api.Client;
import io.heddle.mqtt.TopicName;
import java.nio.file.Path;
import java.util.List;

/**
 * An ordered set of rules: the first that is about a client and its action decides; none that is
 * has no opinion. It never changes. Safe for use by many threads at a time.
 */
public final class Acl implements Authorizer {
  private final List<Rule> rules;
  private final RecentClients recent = new RecentClients(this::of);

  Acl(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * The rules of a file, which is in Heddle's format or Mosquitto's: the first word tells.
   *
   * @throws AclException with everything that is wrong with it
   */
  public static Acl parse(Path file) throws AclException {
    return new Acl(AclFile.read(file));
  }

  /** How many rules there are. */
  public int size() {
    return rules.size();
  }

  /**
   * Whether every subscription is granted and what it brings is decided later, as in Mosquitto:
   * whoever is asked after these rules is asked about no subscription.
   */
  public boolean grantsEverySubscription() {
    return rules.stream()
        .anyMatch(rule ->
            rule.allows()
                && rule.who().isEmpty()
                && rule.topics().isEmpty()
                && rule.verbs().contains(Verb.SUBSCRIBE)
                && !rule.verbs().contains(Verb.RECEIVE));
  }

  List<Rule> rules() {
    return rules;
  }

  /**
   * The rules of one client. Making them takes some microseconds; whoever asks often about the same
   * client keeps them, for as long as these rules are in force.
   */
  @Override
  public ClientRules of(Client client) {
    return ClientRules.of(rules, client);
  }

  @Override
  public Access decide(Client client, Action action) {
    return recent.of(client).decide(action);
  }

  @Override
  public Access mayReceive(Client client, TopicName topic) {
    return recent.of(client).mayReceive(topic);
  }
}

package io.heddle.auth.acl;

import io.heddle.api.Access;
import io.heddle.api.Client;
import java.util.List;
import java.util.Set;

/**
 * One rule as a file says it.
 *
 * @param answer what it says of an action that it is about, made once for all clients
 * @param who holds of a client when all of these do; of everybody when there is none
 * @param topics that it is about, one of which has to fit; none means every topic
 */
record Rule(
    Access answer, List<Condition> who, Set<Verb> verbs, List<Topics> topics, RetainFlag retain) {

  Rule {
    who = List.copyOf(who);
    verbs = Set.copyOf(verbs);
    topics = List.copyOf(topics);
  }

  boolean allows() {
    return answer instanceof Access.Allowed;
  }

  boolean concerns(Client client) {
    for (Condition condition : who) {
      if (!condition.holds(client)) {
        return false;
      }
    }
    return true;
  }
}

package io.heddle.admin.rest;

import java.util.Set;

/**
 * Where the REST interface is, and who may do more than look.
 *
 * @param address the local address
 * @param port 0 to 65,535; 0 picks a free one
 * @param operators users with the role operate
 * @param administrators users with the role admin
 * @param compatible whether the paths of gmqtt are answered, too
 * @param console whether there are pages for browsers, and MQTT for them
 */
public record RestOptions(
    String address,
    int port,
    Set<String> operators,
    Set<String> administrators,
    boolean compatible,
    boolean console) {
  /** Copies the sets. */
  public RestOptions {
    operators = Set.copyOf(operators);
    administrators = Set.copyOf(administrators);
  }
}

package io.heddle.admin.rest;

import java.util.Set;

/**
 * Where the REST interface is, and who may do more than look.
 *
 * @param address the local address
 * @param port 0 to 65,535; 0 picks a free one
 * @param operators users with the role operate
 * @param administrators users with the role admin
 */
public record RestOptions(
    String address, int port, Set<String> operators, Set<String> administrators) {
  /** Copies the sets. */
  public RestOptions {
    operators = Set.copyOf(operators);
    administrators = Set.copyOf(administrators);
  }
}

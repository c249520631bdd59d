package io.heddle.admin.rest;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that has found its route. Immutable.
 *
 * @param parameters of the path and the query
 * @param content what its form has brought; nothing when the route has none
 */
record Call(Caller caller, Given parameters, Given content) {

  /** A parameter that must be there. */
  <T> T get(Item<T> parameter) throws Problem {
    return parameters.get(parameter);
  }

  /** A parameter, or null. */
  <T> @Nullable T find(Item<T> parameter) {
    return parameters.find(parameter);
  }

  /** What a service has found; a problem when it has not. */
  static <T> T found(Optional<T> found, String what, Object name) throws Problem {
    return found.orElseThrow(() -> Problem.notFound("there is no " + what + " " + name));
  }
}

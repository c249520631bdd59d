package io.heddle.api;

/**
 * Decides on what terms a client is taken in. Called after it was authenticated, before rules of
 * access are asked and before its session is looked for: nothing that others could notice has
 * happened.
 */
@FunctionalInterface
public non-sealed interface ConnectInterceptor extends Hook {
  /**
   * Decides.
   *
   * @param request what the client asks for
   * @param terms as they are so far: the limits of its authentication, and its own Will
   * @throws Exception which denies
   */
  Verdict<Terms> onConnect(ConnectRequest request, Terms terms) throws Exception;
}

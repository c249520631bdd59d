package io.heddle.broker;

import io.heddle.api.Client;
import io.heddle.api.Explanations.ClientVerdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of clients that are not there, were they to come. Nothing happens by it. May
 * block, where rules of access do; the caller holds no lock. Safe for use by any thread.
 */
public interface Newcomers {
  /** The names of the listeners, in the order of the settings. */
  List<String> listeners();

  /**
   * The client, as it would be known: without the name that nobody would believe.
   *
   * @param wanted its peer has one of the {@link #listeners}
   */
  Client known(Client wanted);

  /** What it could do, were it taken in. */
  Entitlement entitlement(Client known);

  /** Whether it would be taken in. */
  Entry entry(Client known);

  /**
   * Whether somebody would be taken in.
   *
   * @param rule that decides; null when none does
   * @param text the same in sentences
   */
  record Entry(ClientVerdict verdict, @Nullable String rule, List<String> text) {}
}

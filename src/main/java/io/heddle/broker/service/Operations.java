package io.heddle.broker.service;

import io.heddle.api.Bans;
import io.heddle.api.Listeners;
import io.heddle.api.Reloaded;
import io.heddle.api.Status;
import io.heddle.api.Store;
import io.heddle.api.Traces;
import io.heddle.broker.Newcomers;
import java.util.List;

/**
 * What an operator asks and tells rooms that this one does not know, as {@link
 * io.heddle.api.Services} has it. Safe for use by any thread.
 */
public interface Operations extends AutoCloseable {
  /** Who is not let in. */
  Bans bans();

  /** Where clients come in. */
  Listeners listeners();

  /** What is kept on disk. */
  Store store();

  /** Clients and messages, followed step by step. */
  Traces traces();

  /** How the broker is at this moment. */
  Status status();

  /** What would become of clients that are not there. */
  Newcomers newcomers();

  /** Ends what it has begun. */
  @Override
  void close();

  /** Reads files again. */
  List<Reloaded> reload();
}

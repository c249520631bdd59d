package io.heddle.auth.jwt;

import org.jspecify.annotations.Nullable;

/** Where the keys are that tokens are signed with. Safe for use by many threads at a time. */
public sealed interface TokenKeys permits FileKeys, UrlKeys {
  /**
   * The keys that there are; may block, to look for one that is not there.
   *
   * @param id of the key that is wanted; null when the token does not say
   * @throws NoKeysException when nobody can say at this moment
   */
  KeyRing get(@Nullable String id) throws NoKeysException;
}

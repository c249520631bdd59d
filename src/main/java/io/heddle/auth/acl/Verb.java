package io.heddle.auth.acl;

/**
 * What a rule can be about. Receiving is asked about for each message; Heddle's format has no word
 * of its own for it, because there a rule about subscribing is one about receiving as well.
 */
enum Verb {
  CONNECT,
  PUBLISH,
  SUBSCRIBE,
  RECEIVE
}

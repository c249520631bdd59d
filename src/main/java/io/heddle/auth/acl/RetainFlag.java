package io.heddle.auth.acl;

/** The messages that a rule about publishing is about: those with the retain flag, without, all. */
enum RetainFlag {
  ANY,
  SET,
  CLEAR;

  boolean admits(boolean retain) {
    return this == ANY || retain == (this == SET);
  }
}

/**
 * Golden packets: bytes written by hand from the standards, with what they must be read as. One
 * table for the tests of decoder and encoder and for specs that speak with a whole server;
 * immutable, for any thread.
 */
@NullMarked
package io.heddle.spec.golden;

import org.jspecify.annotations.NullMarked;

/**
 * What a server of MQTT 3.1.1 must do, statement by statement: each test carries the identifiers
 * that it proves as tags.
 *
 * <p>A rule for clients is proved by breaking it. Most tests speak 3.1.1; the matrices at the end
 * mix the versions.
 */
@NullMarked
package io.heddle.spec.v311;

import org.jspecify.annotations.NullMarked;

/**
 * What a server of MQTT 3.1 must do where that differs from 3.1.1: its specification has no
 * numbered statements.
 */
@NullMarked
package io.heddle.spec.v31;

import org.jspecify.annotations.NullMarked;

/**
 * The dialogues of MQTT 5.0, a class for each topic; tags name the statements of {@code
 * mqtt-5.0.tsv} that a dialogue proves.
 */
@NullMarked
package io.heddle.spec.v5;

import org.jspecify.annotations.NullMarked;

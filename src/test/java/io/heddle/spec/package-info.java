/**
 * The conformance specs: byte dialogues with a broker behind a {@code Wire}.
 *
 * <p>They are packed as a test-jar, and run here on an in-memory link and again, unchanged, over a
 * socket against the built image.
 */
@NullMarked
package io.heddle.spec;

import org.jspecify.annotations.NullMarked;

/** Bytes that no well-meaning client sends, hundreds of them, and what a server must do to each. */
@NullMarked
package io.heddle.spec.hostile;

import org.jspecify.annotations.NullMarked;

/** Other brokers to try the specs on, over a socket; not packed with them. */
@NullMarked
package io.heddle.peer;

import org.jspecify.annotations.NullMarked;

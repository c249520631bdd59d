/** Tests of what no dialogue shows: threads, and what is in memory. */
@NullMarked
package io.heddle.connection;

import org.jspecify.annotations.NullMarked;

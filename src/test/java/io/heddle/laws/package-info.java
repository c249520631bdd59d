/**
 * The laws of the house that no compiler knows: which room may know which, and what every room owes
 * its reader.
 *
 * <p>They read the compiled classes and the sources; laws about a single file are in {@code
 * src/checkstyle/laws.xml}.
 */
@NullMarked
package io.heddle.laws;

import org.jspecify.annotations.NullMarked;

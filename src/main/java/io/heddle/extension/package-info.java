/**
 * What others have written and an operator has put into a folder: finds it, loads each extension
 * apart from all others, starts and stops it within its time, and takes away what it has added. It
 * knows the API, and the broker only as a {@link io.heddle.extension.Host}.
 *
 * <p>The code of an extension runs on a platform thread of its own when it starts and stops, and
 * never under a lock of the broker.
 */
@NullMarked
package io.heddle.extension;

import org.jspecify.annotations.NullMarked;

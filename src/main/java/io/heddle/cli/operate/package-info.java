/**
 * The commands that ask a running broker over its REST interface, and tell it what to do: {@code
 * clients}, {@code sessions}, {@code topics}, {@code ban} and {@code explain}.
 *
 * <p>It knows the interface by its page, not by its classes. Everything runs on the main thread.
 */
@NullMarked
package io.heddle.cli.operate;

import org.jspecify.annotations.NullMarked;

/**
 * The console of the image, in a real Chromium that is steered over its DevTools protocol.
 *
 * <p>A test runs on JUnit's thread; {@code Browser} says on which threads the rest is.
 */
package io.heddle.it.console;

/**
 * Heddle as its users meet it: the built image as a process, real clients against it, and the jar
 * in somebody else's program.
 *
 * <p>{@link io.heddle.it.Image} starts and ends the image; every test owns the images it starts.
 */
@NullMarked
package io.heddle.it;

import org.jspecify.annotations.NullMarked;

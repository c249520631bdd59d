/**
 * The command line: {@code bin/heddle} and its subcommands.
 *
 * <p>The only room that prints to the terminal, ends the process or listens to signals. Its code
 * runs on the main thread and on the JVM's shutdown thread.
 */
@NullMarked
package io.heddle.cli;

import org.jspecify.annotations.NullMarked;

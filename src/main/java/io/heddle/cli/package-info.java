/**
 * The command line: {@code bin/heddle} and its subcommands.
 *
 * <p>The only room that prints to the terminal, ends the process or listens to signals. A {@code
 * Command} answers an exit code, and {@code Main} alone exits; what a command sees of the process
 * is its {@code Terminal}, so that tests call it in their own process. Commands run on the main
 * thread; signals arrive on threads that the JVM makes for them.
 */
@NullMarked
package io.heddle.cli;

import org.jspecify.annotations.NullMarked;

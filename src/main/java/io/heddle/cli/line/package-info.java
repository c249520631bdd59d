/**
 * What all commands share: the terminal, the words of a grammar and what was given for them, JSON,
 * tables, and what a command is for those who call it.
 *
 * <p>It knows no command. Everything is immutable or belongs to the one thread that runs the
 * command.
 */
@NullMarked
package io.heddle.cli.line;

import org.jspecify.annotations.NullMarked;

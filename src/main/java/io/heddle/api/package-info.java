/**
 * What an extension or an embedder tells Heddle, and asks of it: who may come in, and what they may
 * do. Values and interfaces only; it knows the standard's vocabulary and nothing else.
 *
 * <p>Every interface says on which thread it is called; all of them are called by many threads at a
 * time.
 */
@NullMarked
package io.heddle.api;

import org.jspecify.annotations.NullMarked;

/**
 * What an extension or an embedder tells Heddle, and asks of it: who may come in, and what they may
 * do. Values and interfaces only; it knows the standard's vocabulary and nothing else.
 *
 * <p>Every interface says on which thread it is called; all of them are called by many threads at a
 * time. Whatever one of them throws is its own failure, every {@link java.lang.Error} included: it
 * is logged, who decides has denied by it, and the client's connection goes on.
 */
@NullMarked
package io.heddle.api;

import org.jspecify.annotations.NullMarked;

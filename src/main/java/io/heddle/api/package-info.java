/**
 * What an extension or an embedder tells Heddle, and asks of it: who may come in, and what they may
 * do. Values and interfaces only; it knows the standard's vocabulary and nothing else.
 *
 * <p>Every interface says on which thread it is called; all of them are called by many threads at a
 * time. Whatever one of them throws is its own failure, every {@link java.lang.Error} included: it
 * is logged, who decides has denied by it, and the client's connection goes on.
 *
 * <p>Records grow. One that programs make keeps the constructors that it had, or is made with a
 * builder or a method {@code of}, as its comment says. Those that only the broker makes and
 * programs read, such as {@link io.heddle.api.ClientInfo}, {@link io.heddle.api.SessionInfo},
 * {@link io.heddle.api.ConnectRequest} and the figures of {@link io.heddle.api.Statistics}, get
 * more components: read them by their methods, not by patterns, and do not call their constructors.
 */
@NullMarked
package io.heddle.api;

import org.jspecify.annotations.NullMarked;

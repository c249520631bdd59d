/**
 * Who is asked and told at each step of a client's way: keeps the hooks in their order, asks them
 * within their time, and counts what they took; on the thread of the client, or on one of the
 * observer. It knows the API and the standard's vocabulary, and neither connections nor sessions.
 */
@NullMarked
package io.heddle.hook;

import org.jspecify.annotations.NullMarked;

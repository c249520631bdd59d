package io.heddle.session;

/**
 * The way to the client that is attached: where its messages go, and which it may get. Both are of
 * one client, so whoever reads them without the session's lock cannot ask about one client and send
 * to another.
 */
record Way(Outlet outlet, Permit permit) {}

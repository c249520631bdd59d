/**
 * The services of the API, as the broker fulfils them: thin, because every rule is in the rooms
 * that they ask. They own nothing but what they were built with.
 *
 * <p>Runs on the caller's thread, whichever that is; lists are copied under a session's lock one by
 * one and handed out without it, so the caller's code never runs under a lock of ours.
 */
@NullMarked
package io.heddle.broker.service;

import org.jspecify.annotations.NullMarked;

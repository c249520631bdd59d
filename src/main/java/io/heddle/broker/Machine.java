package io.heddle.broker;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What a broker takes from the machine that it runs on, sockets apart: time, chance and threads.
 * Whoever needs one of them gets it from here, so that a simulation can bring its own and play a
 * run again. All of it is safe for use by any thread.
 *
 * @param clock the time of day
 * @param timer what happens later, and a clock that never jumps
 * @param random what nobody can guess: Client Identifiers are made of it, and the hashes of topics
 * @param threads whatever runs beside its caller
 */
public record Machine(InstantSource clock, Timer timer, RandomGenerator random, Threads threads) {}

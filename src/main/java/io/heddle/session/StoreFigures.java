package io.heddle.session;

import java.util.List;

/**
 * What a store has done, and how it is. Immutable.
 *
 * @param commits how many groups of writes were made safe
 * @param bytes that were written in them
 * @param commitNanos how long they took, all in all
 * @param commitClasses how many took at most 0.5, 1, 2, 5, 10, 20, 50, 100, 500 milliseconds, and
 *     longer
 * @param segments files of the log
 * @param messageBytes of messages that somebody has, about
 * @param fileBytes of all files of the log
 * @param full whether there is no room for more on the disk but the reserve
 * @param failing whether the last write failed
 * @param damages how many parts could not be read, when the store was opened or since
 */
public record StoreFigures(
    long commits,
    long bytes,
    long commitNanos,
    List<Long> commitClasses,
    int segments,
    long messageBytes,
    long fileBytes,
    boolean full,
    boolean failing,
    int damages) {}

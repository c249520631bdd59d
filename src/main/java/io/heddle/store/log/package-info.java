/**
 * A log of entries on a {@link io.heddle.store.disk.Disk}: appended, committed in groups, read
 * again by position, and replayed at the start.
 *
 * <p>The log is a row of segment files of one size. An entry has a kind, bytes that this room does
 * not look into, and a checksum that also covers the log, the segment and the place, so that
 * nothing left over in a used file, and nothing that a client wrote, can pass for one. Each write
 * ends with a commit entry that counts; each segment begins with a manifest of the segments that
 * there are and where they end. So a file that is missing, a file that was cut, and a part that is
 * damaged are noticed, told, and cost nothing but themselves.
 *
 * <p>Entries are appended by any thread. They are written by one platform thread, the committer;
 * another one keeps spare files ready. Whoever needs an entry to be safe waits for its position. A
 * {@code Snapshot} is copied by another thread meanwhile; a {@code Survey}, of a log that nobody
 * uses, belongs to one thread. The room knows nothing of sessions and messages.
 */
@NullMarked
package io.heddle.store.log;

import org.jspecify.annotations.NullMarked;

/**
 * The files that the store needs, and no more: one folder, written at given places, forced.
 *
 * <p>It is a port: the broker has a {@link io.heddle.store.disk.Folder}, tests have a disk that
 * forgets what was not forced, tears, fails and fills up. The room knows nothing of what is in the
 * files. A {@code Glance} shows a disk and changes nothing. A {@code Disk} and its files are safe
 * for use by any thread; they block, so they are for the store's own platform threads alone, which
 * nobody interrupts.
 */
@NullMarked
package io.heddle.store.disk;

import org.jspecify.annotations.NullMarked;

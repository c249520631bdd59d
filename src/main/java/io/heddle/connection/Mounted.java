package io.heddle.connection;

import io.heddle.mqtt.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * The topics of one client below its mount point: one that publishes to one topic again and again
 * gets one object again and again. Belongs to the connection's thread.
 */
final class Mounted {
  private final MountPoint mount;
  private @Nullable TopicName lastNamed;
  private @Nullable TopicName lastMounted;

  private Mounted(MountPoint mount) {
    this.mount = mount;
  }

  /** Null for a client without a mount point. */
  static @Nullable Mounted at(@Nullable MountPoint mount) {
    return mount == null ? null : new Mounted(mount);
  }

  /** The whole topic; null when it is too long or too deep. */
  @SuppressWarnings("ReferenceEquality") // the decoder answers the same topic with the same object
  @Nullable TopicName in(TopicName named) {
    if (named != lastNamed) {
      lastNamed = named;
      lastMounted = mount.in(named);
    }
    return lastMounted;
  }
}

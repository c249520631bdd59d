package io.heddle.config;

import io.heddle.connection.MountPoint;

/** Topic levels that stand before others. */
record Prefix() implements Kind<MountPoint> {
  @Override
  public MountPoint parse(String text) {
    try {
      return new MountPoint(text);
    } catch (IllegalArgumentException wrong) {
      throw refusal("not a mount point (" + wrong.getMessage() + ")");
    }
  }

  @Override
  public String allowed() {
    return "topic levels that end with a slash, such as tenants/a/";
  }
}

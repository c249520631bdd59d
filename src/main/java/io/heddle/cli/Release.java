package io.heddle.cli;

import java.lang.module.ModuleDescriptor;

/** What is running. */
final class Release {
  private Release() {}

  /** The release of the broker and that of Java. */
  static String text() {
    ModuleDescriptor module = Release.class.getModule().getDescriptor();
    String version = module == null ? "(not an image)" : module.rawVersion().orElse("(no version)");
    return "heddle "
        + version
        + ", Java "
        + Runtime.version()
        + " ("
        + System.getProperty("java.vendor")
        + ")";
  }
}

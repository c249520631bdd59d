package io.heddle.extension;

import java.lang.module.ModuleFinder;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's modules that an extension may miss: an image has only those that it was linked with,
 * and a JVM resolves only those that somebody asks for.
 */
final class RuntimeModules {
  /** By the beginnings of their packages; those of Java SE, and what else libraries use. */
  private static final Map<String, String> BY_PACKAGE = new TreeMap<>();

  static {
    add("java.compiler", "javax.annotation.processing", "javax.lang.model", "javax.tools");
    add("java.datatransfer", "java.awt.datatransfer");
    add("java.desktop", "java.applet", "java.awt", "java.beans", "javax.accessibility");
    add("java.desktop", "javax.imageio", "javax.print", "javax.sound", "javax.swing");
    add("java.instrument", "java.lang.instrument");
    add("java.logging", "java.util.logging");
    add("java.management", "java.lang.management", "javax.management");
    add("java.management.rmi", "javax.management.remote.rmi");
    add("java.naming", "javax.naming");
    add("java.net.http", "java.net.http");
    add("java.prefs", "java.util.prefs");
    add("java.rmi", "java.rmi", "javax.rmi.ssl");
    add("java.scripting", "javax.script");
    add("java.security.jgss", "javax.security.auth.kerberos", "org.ietf.jgss");
    add("java.security.sasl", "javax.security.sasl");
    add("java.smartcardio", "javax.smartcardio");
    add("java.sql", "java.sql", "javax.sql");
    add("java.sql.rowset", "javax.sql.rowset");
    add("java.transaction.xa", "javax.transaction.xa");
    add("java.xml", "javax.xml", "org.w3c.dom", "org.xml.sax");
    add("java.xml.crypto", "javax.xml.crypto");
    add("jdk.compiler", "com.sun.source", "com.sun.tools.javac");
    add("jdk.httpserver", "com.sun.net.httpserver");
    add("jdk.jfr", "jdk.jfr");
    add("jdk.management", "com.sun.management");
    add("jdk.net", "jdk.net", "jdk.nio");
    add("jdk.sctp", "com.sun.nio.sctp");
    add("jdk.unsupported", "sun.misc", "sun.reflect");
  }

  private RuntimeModules() {}

  private static void add(String module, String... packages) {
    for (String each : packages) {
      BY_PACKAGE.put(each, module);
    }
  }

  /** The module of a class that was not found; null when it is none that we know. */
  static @Nullable String of(String className) {
    String name = className.replace('/', '.');
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      String module = BY_PACKAGE.get(name.substring(0, dot));
      if (module != null) {
        return module;
      }
    }
    return null;
  }

  /** Whether it is one of the JDK. */
  static boolean isOne(String module) {
    return module.startsWith("java.") || module.startsWith("jdk.");
  }

  /** What to do about one that is not there. */
  static String advice(String module) {
    return ModuleFinder.ofSystem().find(module).isPresent()
        ? "the JDK's module "
            + module
            + ", which nobody has asked for: start Java with --add-modules="
            + module
        : "the JDK's module "
            + module
            + ", which this Java runtime does not have: name it in --add-modules of"
            + " jlink/jvm.flags and run make image (docs/extensions.md)";
  }
}

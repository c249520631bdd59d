package io.heddle.laws;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plan of the house: every room, and the rooms that it may know. An edge that is not here does
 * not exist; a room that is not here cannot be built. Some rooms may not exist yet.
 */
final class Rooms {
  static final String HOUSE = "io.heddle";

  /** The composition root, package {@code io.heddle} itself. */
  static final String ROOT = "";

  static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target/classes"));

  private static final Map<String, Set<String>> MAY_KNOW = plan();

  private Rooms() {}

  private static Map<String, Set<String>> plan() {
    Map<String, Set<String>> plan = new LinkedHashMap<>();
    plan.put("mqtt", Set.of());
    for (String room : List.of("topic", "codec", "api")) {
      plan.put(room, Set.of("mqtt"));
    }
    for (String room : List.of("auth", "admin", "metrics")) {
      plan.put(room, Set.of("api", "mqtt"));
    }
    plan.put("builtin", Set.of("api", "mqtt"));
    plan.put("hook", Set.of("api", "mqtt"));
    plan.put("extension", Set.of("api", "hook", "mqtt"));
    plan.put("session", Set.of("codec", "mqtt"));
    plan.put("store", Set.of("session", "codec", "mqtt"));
    plan.put("broker", Set.of("hook", "session", "topic", "api", "mqtt"));
    plan.put("connection", Set.of("broker", "hook", "session", "codec", "topic", "api", "mqtt"));
    plan.put("local", Set.of("connection", "broker", "session", "api", "mqtt"));
    plan.put("transport", Set.of("connection", "api"));
    plan.put("config", Set.copyOf(plan.keySet()));
    plan.put(ROOT, Set.copyOf(plan.keySet()));
    Set<String> all = new HashSet<>(plan.keySet());
    plan.put("cli", all);
    plan.put("junit", Set.of(ROOT, "api"));
    return plan;
  }

  static Set<String> planned() {
    return MAY_KNOW.keySet();
  }

  static boolean mayKnow(String from, String to) {
    return from.equals(to) || MAY_KNOW.getOrDefault(from, Set.of()).contains(to);
  }

  /** The room of a class: the first part of its package below {@code io.heddle}. */
  static String of(JavaClass type) {
    String name = type.getPackageName();
    if (name.equals(HOUSE)) {
      return ROOT;
    }
    String below = name.substring(HOUSE.length() + 1);
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }

  static boolean ours(JavaClass type) {
    return type.getPackageName().equals(HOUSE) || type.getPackageName().startsWith(HOUSE + ".");
  }
}

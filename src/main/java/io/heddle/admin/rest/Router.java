package io.heddle.admin.rest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds the route of a request. Immutable. */
record Router(List<Route> routes) {
  /** Copies the list. */
  Router {
    routes = List.copyOf(routes);
  }

  /** A route, and what stands in its path. */
  record Found(Route route, Map<String, String> path) {}

  /**
   * The route of a request.
   *
   * @throws Problem when there is none
   */
  Found find(String method, List<String> segments) throws Problem {
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      Map<String, String> path = match(route.segments(), segments);
      if (path != null && route.method().equals(method)) {
        return new Found(route, path);
      }
      if (path != null) {
        allowed.add(route.method());
      }
    }
    if (allowed.isEmpty()) {
      throw Problem.notFound("nothing is at this path; /api/v1/openapi.json has all that there is");
    }
    String methods = String.join(", ", allowed);
    throw new Problem(405, "allowed here is " + methods, Map.of("Allow", methods));
  }

  private static @org.jspecify.annotations.Nullable Map<String, String> match(
      List<String> pattern, List<String> segments) {
    if (pattern.size() != segments.size()) {
      return null;
    }
    Map<String, String> path = new HashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String expected = pattern.get(i);
      if (expected.startsWith("{")) {
        path.put(expected.substring(1, expected.length() - 1), segments.get(i));
      } else if (!expected.equals(segments.get(i))) {
        return null;
      }
    }
    return path;
  }
}

package io.heddle.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which room may know which, and who alone may touch versions, sockets and other people's code. */
class RoomsTest {

  @Test
  void everyRoomIsInThePlan() {
    Set<String> built = new TreeSet<>();
    Rooms.CLASSES.stream().filter(Rooms::ours).map(Rooms::of).forEach(built::add);
    assertFalse(built.isEmpty(), "no classes found: the laws would hold for nothing");
    built.removeAll(Rooms.planned());
    assertEquals(Set.of(), built, "rooms that are not in Rooms.plan()");
  }

  @Test
  void roomsKnowOnlyTheRoomsBelowThem() {
    List<String> broken =
        dependencies()
            .filter(d -> Rooms.ours(d.getTargetClass()))
            .filter(d -> !Rooms.mayKnow(Rooms.of(d.getOriginClass()), Rooms.of(d.getTargetClass())))
            .map(Dependency::getDescription)
            .distinct()
            .toList();
    assertTrue(broken.isEmpty(), () -> "edges that are not in the plan:\n" + lines(broken));
  }

  @Test
  void thePlanHasNoCycles() {
    // Taking away, again and again, the rooms that know nobody who is left must take away all.
    Set<String> left = new HashSet<>(Rooms.planned());
    boolean found = true;
    while (found) {
      Set<String> free = new HashSet<>(left);
      free.removeIf(room -> left.stream().anyMatch(o -> !o.equals(room) && Rooms.mayKnow(room, o)));
      found = left.removeAll(free);
    }
    assertEquals(Set.of(), left, "rooms of the plan that know each other in a circle");
  }

  @Test
  void noPackageInsideARoomClosesACircle() {
    // The plan is about rooms; a room with packages of its own keeps the same order inside.
    SlicesRuleDefinition.slices()
        .matching(Rooms.HOUSE + ".(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(Rooms.CLASSES);
  }

  @Test
  void theVersionIsKnownOnlyAtTheDoor() {
    Set<String> door =
        Set.of(
            "connection.Dialect",
            "connection.Entrance",
            "connection.Handshake",
            "connection.Insider",
            "connection.Recipient",
            "connection.Refusal",
            "connection.Welcome",
            "config.ListenerSettings",
            "store.Form");
    check(
        target -> target.getName().equals("io.heddle.mqtt.Version"),
        origin ->
            Set.of("mqtt", "codec", "cli").contains(Rooms.of(origin))
                || door.contains(top(origin).substring(Rooms.HOUSE.length() + 1))
                || top(origin).startsWith("io.heddle.api.Client")
                || top(origin).equals("io.heddle.api.ConnectRequest"),
        "the core speaks MQTT 5, a version is asked for only in the codec, Dialect, Entrance"
            + " (with the setting for it), Handshake, Insider, Recipient, Refusal, Welcome, what the store writes, and the API's client information");
  }

  @Test
  void socketsAreOnlyInTransportAndAdmin() {
    check(
        RoomsTest::isSocket,
        origin ->
            Set.of("transport", "admin", "cli").contains(Rooms.of(origin))
                || origin.getPackageName().equals("io.heddle.auth.ldap"),
        "a connection knows a Link, not a socket");
  }

  @Test
  void helidonIsOnlyInTransportAndAdmin() {
    check(
        target -> target.getPackageName().startsWith("io.helidon"),
        origin -> Set.of("transport", "admin").contains(Rooms.of(origin)),
        "embedding with TCP alone must work without Helidon");
  }

  @Test
  void optionalLibrariesStayInTheirRooms() {
    check(
        target -> target.getPackageName().startsWith("io.prometheus"),
        origin -> Rooms.of(origin).equals("metrics"),
        "embedding must work without Prometheus");
    check(
        target -> target.getPackageName().startsWith("picocli"),
        origin -> Rooms.of(origin).equals("cli"),
        "embedding must work without the command line's library");
    check(
        target -> target.getPackageName().startsWith("com.nimbusds"),
        origin -> origin.getPackageName().equals("io.heddle.auth.jwt"),
        "embedding must work without the library for tokens");
    check(
        target -> target.getPackageName().startsWith("jakarta.json"),
        origin ->
            origin.getPackageName().equals("io.heddle.auth.http")
                || Set.of("admin", "cli").contains(Rooms.of(origin)),
        "embedding must work without the library for JSON");
    check(
        target -> target.getPackageName().startsWith("java.net.http"),
        origin -> origin.getPackageName().equals("io.heddle.auth.http"),
        "embedding must work without the module java.net.http");
    check(
        target -> target.getPackageName().startsWith("javax.naming"),
        origin -> origin.getPackageName().equals("io.heddle.auth.ldap"),
        "embedding must work without the module java.naming");
  }

  /** Sockets and what selects among them; addresses are values and files are no sockets. */
  private static boolean isSocket(JavaClass target) {
    String name = target.getName();
    boolean network = name.startsWith("java.net.") || name.startsWith("javax.net.");
    boolean channel = name.startsWith("java.nio.channels.");
    return (network || channel) && name.contains("Socket") && !name.endsWith("SocketAddress")
        || network && name.contains("Datagram")
        || channel && (name.contains("Select") || name.contains("NetworkChannel"));
  }

  private static void check(Predicate<JavaClass> target, Predicate<JavaClass> allowed, String why) {
    List<String> broken =
        dependencies()
            .filter(d -> target.test(d.getTargetClass().getBaseComponentType()))
            .filter(d -> !allowed.test(d.getOriginClass()))
            .map(Dependency::getDescription)
            .distinct()
            .toList();
    assertTrue(broken.isEmpty(), () -> why + ":\n" + lines(broken));
  }

  private static Stream<Dependency> dependencies() {
    return new ArrayList<>(Rooms.CLASSES)
        .stream()
            .filter(Rooms::ours)
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream());
  }

  /** The name of the outermost class. */
  private static String top(JavaClass type) {
    String name = type.getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  private static String lines(List<String> broken) {
    return String.join("\n", broken);
  }
}

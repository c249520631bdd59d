package io.heddle.transport.ws;

import io.helidon.http.Status;
import java.util.Base64;
import java.util.List;

/** Decides about the HTTP request that asks for a WebSocket (RFC 6455, 4.2). Immutable. */
record Reception(WsOptions options) {
  static final String VERSION = "13";

  /** The names of MQTT as a sub-protocol, the one that is chosen first before the other. */
  private static final List<String> PROTOCOLS = List.of("mqtt", "mqttv3.1");

  private static final int KEY_BYTES = 16;

  /** The sub-protocol that is spoken with whoever makes this request. */
  String protocol(Request request) throws Refusal {
    mustAskForWebSocket(request);
    mustComeFromAnAllowedPage(request);
    return chosen(request);
  }

  private void mustAskForWebSocket(Request request) throws Refusal {
    if (!options.paths().contains(request.path())) {
      throw new Refusal(
          Status.NOT_FOUND_404, "MQTT is at " + String.join(" and ", options.paths()));
    }
    if (!request.method().equals("GET")) {
      throw new Refusal(Status.METHOD_NOT_ALLOWED_405, "a WebSocket is asked for with GET");
    }
    if (!request.says("Upgrade", "websocket") || !request.says("Connection", "Upgrade")) {
      throw Refusal.upgradeRequired("MQTT over WebSocket is here, and nothing else");
    }
    if (!request.values("Sec-WebSocket-Version").equals(List.of(VERSION))) {
      throw Refusal.upgradeRequired("only version " + VERSION + " of WebSocket is spoken");
    }
    if (request.values("Host").size() != 1) {
      throw Refusal.badRequest("one header Host is needed");
    }
    boolean empty = request.list("Content-Length").stream().allMatch("0"::equals);
    if (!empty || request.has("Transfer-Encoding")) {
      throw Refusal.badRequest("a request for a WebSocket has no content");
    }
  }

  private void mustComeFromAnAllowedPage(Request request) throws Refusal {
    List<String> origins = request.values("Origin");
    if (origins.size() > 1 || !origins.isEmpty() && !options.origins().allow(origins.getFirst())) {
      throw new Refusal(
          Status.FORBIDDEN_403,
          "pages of the origin "
              + String.join(" and ", origins)
              + " may not connect; the setting listener.NAME.origins says which may");
    }
  }

  /** What the client wants to see again, hashed. */
  static String key(Request request) throws Refusal {
    List<String> keys = request.values("Sec-WebSocket-Key");
    if (keys.size() == 1 && isKey(keys.getFirst())) {
      return keys.getFirst();
    }
    throw Refusal.badRequest("one header Sec-WebSocket-Key of 16 bytes in Base64 is needed");
  }

  private static boolean isKey(String text) {
    try {
      return Base64.getDecoder().decode(text).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * A client offers {@code mqtt} {@code [MQTT-6.0.0-3]}, and that is what it gets {@code
   * [MQTT-6.0.0-4]}. Old ones offer a name of their own alone.
   */
  private static String chosen(Request request) throws Refusal {
    List<String> offered = request.list("Sec-WebSocket-Protocol");
    for (String known : PROTOCOLS) {
      if (offered.contains(known)) {
        return known;
      }
    }
    throw Refusal.badRequest(
        "the client must offer the sub-protocol " + String.join(" or ", PROTOCOLS));
  }
}

/**
 * Heddle, an MQTT broker with one virtual thread per client.
 *
 * <p>Exported is what an embedder, an extension author or someone who writes an MQTT client needs;
 * every other room is hidden. Only slf4j is needed to embed the broker with TCP: what is {@code
 * requires static} belongs to features that say plainly when their module is absent.
 */
module io.heddle {
  requires org.slf4j;
  requires static org.jspecify;
  requires static com.nimbusds.jose.jwt;
  requires static info.picocli;
  requires static io.helidon.webserver;
  requires static io.helidon.webserver.websocket;
  requires static jakarta.json;
  requires static java.naming;
  requires static java.net.http;
  requires static io.prometheus.metrics.core;
  requires static io.prometheus.metrics.model;
  requires static io.prometheus.metrics.exporter.httpserver;
  requires static java.management;
  requires static jdk.management;
  requires static org.junit.jupiter.api;

  uses io.heddle.api.Extension;

  opens io.heddle.cli to
      info.picocli;
  opens io.heddle.auth.ldap to
      java.naming; // which takes the name of a class to get sockets from

  exports io.heddle;
  exports io.heddle.api;
  exports io.heddle.codec;
  exports io.heddle.junit;
  exports io.heddle.mqtt;
}

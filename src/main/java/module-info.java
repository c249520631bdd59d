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
  requires static info.picocli;
  requires static io.helidon.webserver;
  requires static io.prometheus.metrics.core;
  requires static io.prometheus.metrics.model;
  requires static io.prometheus.metrics.exporter.httpserver;

  opens io.heddle.cli to
      info.picocli;

  exports io.heddle;
  exports io.heddle.api;
  exports io.heddle.codec;
  exports io.heddle.mqtt;
}

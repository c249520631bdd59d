package io.heddle.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The HiveMQ MQTT client for MQTT 5. What it got as a whole, and why its connection ended, is kept
 * too.
 */
final class HivePeer5 implements Peer {
  private final Mqtt5BlockingClient client;
  private final Mqtt5ConnAck connack;
  private final Mailbox<Post> mail = new Mailbox<>();
  private final Mailbox<Mqtt5Publish> messages = new Mailbox<>();
  private final Mailbox<Throwable> ends = new Mailbox<>();

  HivePeer5(Login login, int port) {
    this(login, port, builder -> builder);
  }

  /** Connects by a transport that the builder is told. */
  HivePeer5(Login login, int port, UnaryOperator<Mqtt5ClientBuilder> transport) {
    this(login.clientId(), port, connect(login).build(), false, transport);
  }

  /**
   * Connects.
   *
   * @param clientId empty to be given one
   * @param acknowledging whether the test acknowledges messages itself
   */
  HivePeer5(String clientId, int port, Mqtt5Connect connect, boolean acknowledging) {
    this(clientId, port, connect, acknowledging, builder -> builder);
  }

  private HivePeer5(
      String clientId,
      int port,
      Mqtt5Connect connect,
      boolean acknowledging,
      UnaryOperator<Mqtt5ClientBuilder> transport) {
    Mqtt5ClientBuilder builder =
        transport.apply(Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(port));
    if (!clientId.isEmpty()) {
      builder = builder.identifier(clientId);
    }
    Mqtt5AsyncClient async =
        builder.addDisconnectedListener(end -> ends.add(end.getCause())).buildAsync();
    async.publishes(MqttGlobalPublishFilter.ALL, this::received, acknowledging);
    client = async.toBlocking();
    connack = client.connect(connect);
  }

  /** CONNECT as the contract has it; a test may add to it. */
  static Mqtt5ConnectBuilder connect(Login login) {
    Mqtt5ConnectBuilder connect =
        Mqtt5Connect.builder()
            .cleanStart(login.clean())
            .sessionExpiryInterval(login.clean() ? 0 : Login.HOUR);
    Post will = login.will();
    return will == null ? connect : connect.willPublish(message(will).build());
  }

  static Mqtt5PublishBuilder.Complete message(Post post) {
    return Mqtt5Publish.builder()
        .topic(post.topic())
        .payload(post.payload().getBytes(UTF_8))
        .qos(qos(post.qos()))
        .retain(post.retained());
  }

  private static MqttQos qos(int code) {
    return Objects.requireNonNull(MqttQos.fromCode(code));
  }

  private void received(Mqtt5Publish publish) {
    messages.add(publish);
    String payload = new String(publish.getPayloadAsBytes(), UTF_8);
    mail.add(
        new Post(
            publish.getTopic().toString(),
            payload,
            publish.getQos().getCode(),
            publish.isRetain()));
  }

  /** The library's client. */
  Mqtt5BlockingClient client() {
    return client;
  }

  /** What the broker answered to CONNECT. */
  Mqtt5ConnAck connack() {
    return connack;
  }

  /** Everything that came, with its properties. */
  Mailbox<Mqtt5Publish> messages() {
    return messages;
  }

  /** Why the connection ended. */
  Mailbox<Throwable> ends() {
    return ends;
  }

  @Override
  public boolean sessionPresent() {
    return connack.isSessionPresent();
  }

  @Override
  public void subscribe(String filter, int qos) {
    client.subscribeWith().topicFilter(filter).qos(qos(qos)).send();
  }

  @Override
  public void unsubscribe(String filter) {
    client.unsubscribeWith().topicFilter(filter).send();
  }

  @Override
  public void publish(Post post) {
    client.publish(message(post).build());
  }

  @Override
  public Mailbox<Post> mail() {
    return mail;
  }

  @Override
  public boolean isConnected() {
    return client.getState().isConnected();
  }

  @Override
  public void disconnect() {
    client.disconnect();
  }

  @Override
  public void close() {
    if (isConnected()) {
      client.disconnect();
    }
  }
}

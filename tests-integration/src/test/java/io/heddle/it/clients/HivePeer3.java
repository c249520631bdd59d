package io.heddle.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.util.Objects;

/** The HiveMQ MQTT client for MQTT 3.1.1. */
final class HivePeer3 implements Peer {
  private final Mqtt3BlockingClient client;
  private final boolean sessionPresent;
  private final Mailbox<Post> mail = new Mailbox<>();

  HivePeer3(Login login, int port) {
    Mqtt3AsyncClient async =
        Mqtt3Client.builder()
            .identifier(login.clientId())
            .serverHost("127.0.0.1")
            .serverPort(port)
            .buildAsync();
    async.publishes(MqttGlobalPublishFilter.ALL, this::received);
    client = async.toBlocking();
    sessionPresent = client.connect(connect(login).build()).isSessionPresent();
  }

  private static Mqtt3ConnectBuilder connect(Login login) {
    Mqtt3ConnectBuilder connect = Mqtt3Connect.builder().cleanSession(login.clean());
    Post will = login.will();
    return will == null ? connect : connect.willPublish(message(will));
  }

  private static Mqtt3Publish message(Post post) {
    return Mqtt3Publish.builder()
        .topic(post.topic())
        .payload(post.payload().getBytes(UTF_8))
        .qos(qos(post.qos()))
        .retain(post.retained())
        .build();
  }

  private static MqttQos qos(int code) {
    return Objects.requireNonNull(MqttQos.fromCode(code));
  }

  private void received(Mqtt3Publish publish) {
    String payload = new String(publish.getPayloadAsBytes(), UTF_8);
    mail.add(
        new Post(
            publish.getTopic().toString(),
            payload,
            publish.getQos().getCode(),
            publish.isRetain()));
  }

  @Override
  public boolean sessionPresent() {
    return sessionPresent;
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
    client.publish(message(post));
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

package io.heddle.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Eclipse Paho's client for MQTT 3.1 and 3.1.1. */
final class PahoPeer3 implements Peer {
  private final MqttClient client;
  private final boolean sessionPresent;
  private final Mailbox<Post> mail = new Mailbox<>();

  /**
   * Connects.
   *
   * @param version one of the MQTT_VERSION constants of the library
   */
  PahoPeer3(Login login, int port, int version) throws MqttException {
    this(login, "tcp://127.0.0.1:" + port, version);
  }

  /** Connects to this address. */
  PahoPeer3(Login login, String uri, int version) throws MqttException {
    client = new MqttClient(uri, login.clientId(), new MemoryPersistence());
    client.setTimeToWait(Mailbox.LIMIT.toMillis());
    client.setCallback(new Receiver(mail));
    sessionPresent = client.connectWithResult(options(login, version)).getSessionPresent();
  }

  private static MqttConnectOptions options(Login login, int version) {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(version);
    options.setCleanSession(login.clean());
    // The library counts down only after it has told that a message is through.
    options.setMaxInflight(1000);
    Post will = login.will();
    if (will != null) {
      options.setWill(will.topic(), will.payload().getBytes(UTF_8), will.qos(), will.retained());
    }
    return options;
  }

  private record Receiver(Mailbox<Post> mail) implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      String payload = new String(message.getPayload(), UTF_8);
      mail.add(new Post(topic, payload, message.getQos(), message.isRetained()));
    }

    @Override
    public void connectionLost(Throwable cause) {}

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {}
  }

  @Override
  public boolean sessionPresent() {
    return sessionPresent;
  }

  @Override
  public void subscribe(String filter, int qos) throws MqttException {
    client.subscribe(filter, qos);
  }

  @Override
  public void unsubscribe(String filter) throws MqttException {
    client.unsubscribe(filter);
  }

  @Override
  public void publish(Post post) throws MqttException {
    client.publish(post.topic(), post.payload().getBytes(UTF_8), post.qos(), post.retained());
  }

  @Override
  public Mailbox<Post> mail() {
    return mail;
  }

  @Override
  public boolean isConnected() {
    return client.isConnected();
  }

  @Override
  public void disconnect() throws MqttException {
    client.disconnect();
  }

  @Override
  public void close() {
    try {
      if (client.isConnected()) {
        client.disconnect();
      }
      client.close(true);
    } catch (MqttException e) {
      // The connection had ended already.
    }
  }
}

package io.heddle.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * Eclipse Paho's client for MQTT 5. What it got as a whole, and why its connection ended, is kept
 * too.
 */
final class PahoPeer5 implements Peer {
  /**
   * It calls every lost connection an error; held here, because loggers are forgotten with their
   * levels.
   */
  private static final Logger LOG = Logger.getLogger("org.eclipse.paho.mqttv5");

  static {
    LOG.setLevel(Level.OFF);
  }

  private final MqttAsyncClient client;
  private final IMqttToken connack;
  private final Mailbox<Post> mail = new Mailbox<>();
  private final Mailbox<MqttMessage> messages = new Mailbox<>();
  private final Mailbox<Integer> ends = new Mailbox<>();

  PahoPeer5(Login login, int port) throws MqttException {
    this(login.clientId(), port, options(login));
  }

  PahoPeer5(String clientId, int port, MqttConnectionOptions options) throws MqttException {
    this(clientId, "tcp://127.0.0.1:" + port, options);
  }

  /** Connects to this address. */
  PahoPeer5(String clientId, String uri, MqttConnectionOptions options) throws MqttException {
    client = new MqttAsyncClient(uri, clientId, new MemoryPersistence());
    client.setCallback(new Receiver());
    connack = done(client.connect(options));
  }

  /** The options as the contract has them; a test may change them. */
  static MqttConnectionOptions options(Login login) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(login.clean());
    options.setSessionExpiryInterval(login.clean() ? 0L : Login.HOUR);
    Post will = login.will();
    if (will != null) {
      options.setWill(will.topic(), message(will, new MqttProperties()));
    }
    return options;
  }

  static MqttMessage message(Post post, MqttProperties properties) {
    return new MqttMessage(post.payload().getBytes(UTF_8), post.qos(), post.retained(), properties);
  }

  private static IMqttToken done(IMqttToken token) throws MqttException {
    token.waitForCompletion(Mailbox.LIMIT.toMillis());
    return token;
  }

  private final class Receiver implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      messages.add(message);
      String payload = new String(message.getPayload(), UTF_8);
      mail.add(new Post(topic, payload, message.getQos(), message.isRetained()));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
      ends.add(response.getReturnCode());
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String uri) {}

    @Override
    public void authPacketArrived(int reason, MqttProperties properties) {}
  }

  /** The properties of CONNACK. */
  MqttProperties connack() {
    return connack.getResponseProperties();
  }

  /** Everything that came, with its properties. */
  Mailbox<MqttMessage> messages() {
    return messages;
  }

  /** The Reason Codes of the broker's DISCONNECT. */
  Mailbox<Integer> ends() {
    return ends;
  }

  /** Subscribes with all options, and answers the Reason Codes. */
  int[] subscribe(MqttProperties properties, MqttSubscription... subscriptions)
      throws MqttException {
    return done(client.subscribe(subscriptions, null, null, properties)).getReasonCodes();
  }

  /** Publishes with all properties, and answers the Reason Codes. */
  int[] publish(String topic, MqttMessage message) throws MqttException {
    return done(client.publish(topic, message)).getReasonCodes();
  }

  @Override
  public boolean sessionPresent() {
    return connack.getSessionPresent();
  }

  @Override
  public void subscribe(String filter, int qos) throws MqttException {
    subscribe(new MqttProperties(), new MqttSubscription(filter, qos));
  }

  @Override
  public void unsubscribe(String filter) throws MqttException {
    done(client.unsubscribe(filter));
  }

  @Override
  public void publish(Post post) throws MqttException {
    publish(post.topic(), message(post, new MqttProperties()));
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
    done(client.disconnect());
  }

  @Override
  public void close() {
    try {
      if (client.isConnected()) {
        done(client.disconnect());
      }
      client.close(true);
    } catch (MqttException e) {
      // The connection had ended already.
    }
  }
}

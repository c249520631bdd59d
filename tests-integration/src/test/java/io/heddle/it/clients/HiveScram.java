package io.heddle.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientConfig;
import com.hivemq.client.mqtt.mqtt5.auth.Mqtt5EnhancedAuthMechanism;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5Auth;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5AuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5EnhancedAuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import io.heddle.mqtt.Bytes;
import io.heddle.spec.ScramProof;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** SCRAM as a mechanism of the HiveMQ MQTT client. The client's callbacks come one at a time. */
final class HiveScram implements Mqtt5EnhancedAuthMechanism {
  private final int bits;
  private final String user;
  private volatile String password;
  private volatile ScramProof proof;

  @SuppressWarnings("NullAway.Init")
  HiveScram(int bits, String user, String password) {
    this.bits = bits;
    this.user = user;
    this.password = password;
  }

  /** From now on it has another one. */
  void password(String other) {
    password = other;
  }

  @Override
  public MqttUtf8String getMethod() {
    return MqttUtf8String.of("SCRAM-SHA-" + bits);
  }

  @Override
  public int getTimeout() {
    return 60;
  }

  private byte[] first() {
    proof = new ScramProof(bits, "n,,", user, password, UUID.randomUUID().toString());
    return proof.first().toArray();
  }

  @Override
  public CompletableFuture<Void> onAuth(
      Mqtt5ClientConfig config, Mqtt5Connect connect, Mqtt5EnhancedAuthBuilder auth) {
    auth.data(first());
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> onReAuth(Mqtt5ClientConfig config, Mqtt5AuthBuilder auth) {
    auth.data(first());
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Boolean> onContinue(
      Mqtt5ClientConfig config, Mqtt5Auth challenge, Mqtt5AuthBuilder auth) {
    auth.data(proof.last(bytes(challenge.getData())).toArray());
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public CompletableFuture<Boolean> onAuthSuccess(Mqtt5ClientConfig config, Mqtt5ConnAck connack) {
    return proved(connack.getEnhancedAuth().orElseThrow().getData());
  }

  @Override
  public CompletableFuture<Boolean> onReAuthSuccess(Mqtt5ClientConfig config, Mqtt5Auth auth) {
    return proved(auth.getData());
  }

  /** The client closes the connection when the server has not proved itself. */
  private CompletableFuture<Boolean> proved(Optional<ByteBuffer> data) {
    return CompletableFuture.completedFuture(proof.isAnsweredBy(bytes(data)));
  }

  private static Bytes bytes(Optional<ByteBuffer> data) {
    return Bytes.utf8(UTF_8.decode(data.orElseThrow()).toString());
  }

  @Override
  public void onAuthRejected(Mqtt5ClientConfig config, Mqtt5ConnAck connack) {}

  @Override
  public void onReAuthRejected(Mqtt5ClientConfig config, Mqtt5Disconnect disconnect) {}

  @Override
  public void onAuthError(Mqtt5ClientConfig config, Throwable cause) {}

  @Override
  public void onReAuthError(Mqtt5ClientConfig config, Throwable cause) {}
}

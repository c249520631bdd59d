/** A program that embeds a broker. */
module example.modules {
  requires io.heddle;
  // Paho is an automatic module, which cannot say that it needs this.
  requires java.logging;
  requires org.eclipse.paho.client.mqttv3;
}

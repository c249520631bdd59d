import java.io.IOException;
import java.util.List;

/**
 * Everyday use in one version of MQTT: subscribers, publishers, retained messages, a will.
 *
 * @param web whether it goes over WebSocket
 */
record Dialogue(int level, boolean web, int port) {
  private static final int MESSAGES = 15_000;

  static List<Dialogue> all(int tcp, int web) {
    return List.of(
        new Dialogue(4, false, tcp),
        new Dialogue(5, false, tcp),
        new Dialogue(5, true, web),
        new Dialogue(3, false, tcp),
        new Dialogue(5, false, tcp));
  }

  void speak() throws IOException {
    try (Client subscriber = new Client(this, "sub", false);
        Client other = new Client(this, "other", true);
        Client publisher = new Client(this, "pub", true)) {
      subscriber.subscribe("train/+/value", 2);
      subscriber.subscribe("train/#", 1);
      other.subscribe("train/1/value", 0);
      if (level == 5) {
        other.subscribe("$share/group/train/#", 1);
      }
      publisher.publish("train/retained", 1, true);
      for (int i = 0; i < MESSAGES; i++) {
        publisher.publish("train/" + i % 10 + "/value", i % 3, false);
      }
      publisher.settle();
      other.subscribe("train/retained", 1);
      publisher.ping();
      subscriber.ping();
      other.ping();
      other.unsubscribe("train/1/value");
      publisher.disconnect();
      subscriber.disconnect();
    }
    // Resume, with something queued, then a disorderly end that sends the will.
    try (Client publisher = new Client(this, "pub2", true)) {
      publisher.publish("train/3/value", 1, false);
      publisher.settle();
    }
    try (Client resumed = new Client(this, "sub", false)) {
      resumed.ping();
    }
  }
}

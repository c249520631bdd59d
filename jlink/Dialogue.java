import java.io.IOException;
import java.util.List;

/** Everyday use in one version of MQTT: subscribers, publishers, retained messages, a will. */
record Dialogue(int level) {
  private static final int MESSAGES = 15_000;

  static final List<Dialogue> ALL =
      List.of(new Dialogue(4), new Dialogue(5), new Dialogue(3), new Dialogue(5));

  void speak(int port) throws IOException {
    try (Client subscriber = new Client(port, level, "sub", false);
        Client other = new Client(port, level, "other", true);
        Client publisher = new Client(port, level, "pub", true)) {
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
    try (Client publisher = new Client(port, level, "pub2", true)) {
      publisher.publish("train/3/value", 1, false);
      publisher.settle();
    }
    try (Client resumed = new Client(port, level, "sub", false)) {
      resumed.ping();
    }
  }
}

package io.heddle.it.clients;

import io.heddle.it.Image;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The image of one test class: started before its first test and stopped after its last. */
final class RunningImage implements BeforeAllCallback, AfterAllCallback {
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final String scheme;
  private final String[] settings;
  private Image image;

  private RunningImage(String scheme, String[] settings) {
    this.scheme = scheme;
    this.settings = settings;
  }

  RunningImage(String... settings) {
    this("tcp", settings);
  }

  /** One that is reached by the listener whose address has this scheme. */
  static RunningImage over(String scheme, String... settings) {
    return new RunningImage(scheme, settings);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    image = Image.start(settings);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    image.close();
  }

  String host() {
    return image.host();
  }

  int port() {
    return port(scheme);
  }

  /** The port of the listener whose address has this scheme. */
  int port(String ofScheme) {
    return image.port(ofScheme);
  }

  /** A name that no other test uses, for a topic or a client: short enough for MQTT 3.1. */
  static String name(String stem) {
    return stem + NAMES.incrementAndGet();
  }
}

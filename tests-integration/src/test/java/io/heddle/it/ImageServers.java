package io.heddle.it;

import io.heddle.spec.SocketWire;
import io.heddle.spec.SpecServer;
import io.heddle.spec.SpecServerProvider;
import io.heddle.spec.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The servers of the specs here: an image for each set of settings, reached over TCP. */
public final class ImageServers implements SpecServerProvider {
  @Override
  public SpecServer start(Map<String, String> settings) {
    try {
      return new Running(
          Image.start(
              settings.entrySet().stream()
                  .map(each -> each.getKey() + "=" + each.getValue())
                  .toArray(String[]::new)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Running(Image image) implements SpecServer {
    @Override
    public Wire connect() {
      return new SocketWire(image.port());
    }

    @Override
    public void close() {
      image.close();
    }
  }
}

package io.heddle.connection;

import io.heddle.session.Cancellable;
import java.io.IOException;

/**
 * The end of a link. A socket that is closed while bytes of the client lie unread is reset, and the
 * client may then lose what it was just told. So what the client still sends is read and thrown
 * away, for a bounded time and number of bytes, until it closes too.
 */
record Lingering(Link link, Surroundings surroundings) {
  private static final int MOST = 256 * 1024;

  void close(Farewell farewell) {
    if (!farewell.lingers()) {
      link.close();
      return;
    }
    Cancellable cut =
        surroundings.core().timer().after(surroundings.options().closeTimeout(), link::close);
    try {
      byte[] ignored = new byte[4096];
      int total = 0;
      int count;
      while (total < MOST && (count = link.read(ignored, 0, ignored.length)) >= 0) {
        total += count;
      }
    } catch (IOException e) {
      // the client is gone, which is what we wait for
    } finally {
      cut.cancel();
      link.close();
    }
  }
}

package io.heddle.store;

import io.heddle.session.Standing;
import io.heddle.session.Testament;
import io.heddle.session.Testator;
import io.heddle.session.WillReview;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How it looks on disk what a session is, and who left its Wills. Stateless. */
final class Identity {
  private Identity() {}

  static void put(Pen pen, Standing standing) {
    text(pen.text(standing.clientId()), standing.owner())
        .number(standing.createdAt())
        .number(standing.movedAt())
        .flag(standing.attached())
        .number(standing.expirySeconds())
        .flag(standing.testament() != null);
    if (standing.testament() != null) {
      put(pen, standing.testament());
    }
    pen.number(standing.due().size());
    standing.due().forEach(due -> put(pen, due));
  }

  private static void put(Pen pen, Testament testament) {
    Testator by = testament.review().testator();
    text(pen, by.userName()).number(by.groups().size());
    new TreeSet<>(by.groups()).forEach(pen::text);
    text(pen.text(by.listener()), by.address()).number(by.port());
    pen.number(testament.will().delaySeconds()).block(Form.of(testament.will()));
  }

  private static Pen text(Pen pen, @Nullable String text) {
    return pen.flag(text != null).text(Objects.requireNonNullElse(text, ""));
  }

  static Standing standing(Eye eye) {
    String clientId = eye.text();
    String owner = text(eye);
    long createdAt = eye.number();
    long movedAt = eye.number();
    boolean attached = eye.flag();
    long expirySeconds = eye.number();
    Testament last = eye.flag() ? testament(eye) : null;
    return new Standing(
        clientId,
        owner,
        createdAt,
        movedAt,
        attached,
        expirySeconds,
        last,
        several(eye, Identity::testament));
  }

  private static Testament testament(Eye eye) {
    String userName = text(eye);
    List<String> groups = several(eye, Eye::text);
    String listener = eye.text();
    String address = text(eye);
    int port = eye.small();
    Testator by = new Testator(userName, Set.copyOf(groups), listener, address, port);
    long delay = eye.number();
    return new Testament(
        Form.will(ByteBuffer.wrap(eye.block()), delay), new WillReview.Forgotten(by));
  }

  private static <T> List<T> several(Eye eye, Function<Eye, T> each) {
    List<T> found = new ArrayList<>();
    for (int left = eye.small(); left > 0; left--) {
      found.add(each.apply(eye));
    }
    return found;
  }

  private static @Nullable String text(Eye eye) {
    boolean some = eye.flag();
    String text = eye.text();
    return some ? text : null;
  }
}

package io.heddle.hook;

import io.heddle.api.Observer;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.stream.Stream;

/** What an observer can be told. Each is a method of {@link Observer}. */
public enum Happening {
  REFUSED("refused"),
  CONNECTED("connected"),
  SESSION_CREATED("sessionCreated"),
  SESSION_RESUMED("sessionResumed"),
  REAUTHENTICATED("reauthenticated"),
  SUBSCRIBED("subscribed"),
  UNSUBSCRIBED("unsubscribed"),
  PUBLISHED("published"),
  DISCONNECTED("disconnected"),
  DELIVERED("delivered", true),
  ACKNOWLEDGED("acknowledged", true),
  DROPPED("dropped", true),
  SESSION_ENDED("sessionEnded", true),
  WILL_PUBLISHED("willPublished", true),
  STOPPED("stopped", true);

  private final Method method;
  private final boolean queued;

  Happening(String name) {
    this(name, false);
  }

  Happening(String name, boolean queued) {
    this.method =
        Stream.of(Observer.class.getMethods())
            .filter(each -> each.getName().equals(name))
            .findFirst()
            .orElseThrow();
    this.queued = queued;
  }

  /** As metrics have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is told on a thread of the observer. */
  boolean queued() {
    return queued;
  }

  /** Whether the observer does anything when it is told this. */
  boolean matters(Observer observer) {
    try {
      Method own = observer.getClass().getMethod(method.getName(), method.getParameterTypes());
      return own.getDeclaringClass() != Observer.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}

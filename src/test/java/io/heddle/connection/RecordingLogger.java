package io.heddle.connection;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * A log that keeps its lines, each after its level, and stands still while {@link #full} is locked.
 */
final class RecordingLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  final transient List<String> lines = new CopyOnWriteArrayList<>();
  final transient List<Thread> writers = new CopyOnWriteArrayList<>();
  final transient ReentrantLock full = new ReentrantLock();
  private final Level level;

  RecordingLogger(Level level) {
    this.level = level;
    this.name = "recording";
  }

  private boolean isEnabled(Level asked) {
    return asked.toInt() >= level.toInt();
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return RecordingLogger.class.getName();
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level asked, Marker marker, String pattern, Object[] arguments, Throwable fault) {
    full.lock();
    try {
      writers.add(Thread.currentThread());
      String text = MessageFormatter.basicArrayFormat(pattern, arguments);
      lines.add(asked + " " + text + (fault == null ? "" : ": " + fault));
    } finally {
      full.unlock();
    }
  }

  @Override
  public boolean isTraceEnabled() {
    return isEnabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return isEnabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return isEnabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return isEnabled(Level.ERROR);
  }
}

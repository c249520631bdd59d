package io.heddle.extension;

import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Authenticator;
import io.heddle.api.Authorizer;
import io.heddle.api.ExtensionContext;
import io.heddle.api.Hook;
import io.heddle.api.Services;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What one start of an extension may use, and what it has added since; closed when it is stopped or
 * has failed. The lock of this object guards the additions: nothing is added once it is closed.
 */
final class Context implements ExtensionContext {
  private final String name;
  private final Path folder;
  private final Map<String, String> settings;
  private final Host host;
  private final Deque<Runnable> removals = new ArrayDeque<>();
  private boolean closed;

  Context(String name, Path folder, Map<String, String> settings, Host host) {
    this.name = name;
    this.folder = folder;
    this.settings = Map.copyOf(settings);
    this.host = host;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public Map<String, String> settings() {
    return settings;
  }

  @Override
  public Services services() {
    return host.services();
  }

  @Override
  public void add(Hook hook) {
    added(() -> host.add(name, hook));
  }

  @Override
  public void add(Authenticator authenticator) {
    added(() -> host.add(authenticator));
  }

  @Override
  public void add(AuthenticationMethod method) {
    added(() -> host.add(method));
  }

  @Override
  public void add(Authorizer authorizer) {
    added(() -> host.add(authorizer));
  }

  private synchronized void added(Supplier<Runnable> addition) {
    if (closed) {
      throw new IllegalStateException("the extension " + name + " does not run any more");
    }
    removals.push(addition.get());
  }

  /** Takes away what was added, the last first. */
  synchronized void close() {
    closed = true;
    while (!removals.isEmpty()) {
      removals.pop().run();
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }
}

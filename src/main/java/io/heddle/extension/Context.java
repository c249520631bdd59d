package io.heddle.extension;

import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Authenticator;
import io.heddle.api.Authorizer;
import io.heddle.api.ExtensionContext;
import io.heddle.api.Hook;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.Services;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What one start of an extension may use, and what it has added since; closed when it is stopped or
 * has failed. The lock of this object guards the additions and the clients: nothing is added once
 * it is closed.
 */
final class Context implements ExtensionContext {
  private final String name;
  private final Path folder;
  private final Map<String, String> settings;
  private final Host host;
  private final Deque<Runnable> removals = new ArrayDeque<>();
  private final Set<LocalClient> clients = new HashSet<>();
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
    Objects.requireNonNull(hook, "hook");
    added(() -> host.add(name, hook));
  }

  @Override
  public void add(Authenticator authenticator) {
    Objects.requireNonNull(authenticator, "authenticator");
    added(() -> host.add(authenticator));
  }

  @Override
  public void add(AuthenticationMethod method) {
    Objects.requireNonNull(method, "method");
    added(() -> host.add(method));
  }

  @Override
  public void add(Authorizer authorizer) {
    Objects.requireNonNull(authorizer, "authorizer");
    added(() -> host.add(authorizer));
  }

  /** Whoever is asked about it may be the extension itself, so no lock is held meanwhile. */
  @Override
  public LocalClient client(LocalClientOptions options) {
    requireOpen();
    LocalClient client = host.client(options);
    if (!kept(client)) {
      client.close();
      requireOpen();
    }
    return client;
  }

  private synchronized boolean kept(LocalClient client) {
    clients.removeIf(each -> !each.isConnected());
    return !closed && clients.add(client);
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the extension " + name + " does not run any more");
    }
  }

  private synchronized void added(Supplier<Runnable> addition) {
    requireOpen();
    removals.push(addition.get());
  }

  /** Takes away what was added, the last first. */
  synchronized void close() {
    closed = true;
    while (!removals.isEmpty()) {
      removals.pop().run();
    }
  }

  /** Closes the clients that are left; runs what observers do about that. */
  void leave() {
    List<LocalClient> left;
    synchronized (this) {
      left = List.copyOf(clients);
      clients.clear();
    }
    left.forEach(LocalClient::close);
  }

  synchronized boolean isClosed() {
    return closed;
  }
}

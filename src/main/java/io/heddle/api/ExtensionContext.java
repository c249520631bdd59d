package io.heddle.api;

import java.nio.file.Path;
import java.util.Map;

/** What an {@link Extension} has of its broker, while it runs. Safe for use by any thread. */
public interface ExtensionContext {
  /** Its name, that of its folder. */
  String name();

  /** Its folder. */
  Path folder();

  /** Its settings, {@code extension.NAME.KEY}, by {@code KEY}; secrets as they are. */
  Map<String, String> settings();

  /** The broker. */
  Services services();

  /** Adds a hook. */
  void add(Hook hook);

  /** Adds somebody to ask who a client is. */
  void add(Authenticator authenticator);

  /** Adds a method of enhanced authentication. */
  void add(AuthenticationMethod method);

  /** Adds somebody to ask what a client may do. */
  void add(Authorizer authorizer);

  /**
   * A client in the broker, anonymous and with a new session that ends with it: {@link
   * LocalClientOptions#of}. It is closed when the extension is stopped.
   *
   * @throws IllegalArgumentException for an identifier that is empty or no string of MQTT
   * @throws LocalClientRefusedException when it may not come in
   * @throws IllegalStateException when the extension or the broker is stopped
   */
  default LocalClient client(String clientId) {
    return client(LocalClientOptions.of(clientId));
  }

  /**
   * A client in the broker: it publishes and subscribes like others, without a socket. It is closed
   * when the extension is stopped, before {@link Extension#stop} is called; a callback that runs is
   * not waited for.
   *
   * @throws LocalClientRefusedException when it may not come in
   * @throws IllegalStateException when the extension or the broker is stopped
   */
  LocalClient client(LocalClientOptions options);
}

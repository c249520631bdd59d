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
}

package io.heddle;

import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Authenticator;
import io.heddle.api.Authorizer;
import io.heddle.api.Hook;
import io.heddle.config.Configuration;
import io.heddle.config.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Starts brokers. Several may run in one JVM; starting one changes nothing outside it. Safe for use
 * by any thread.
 */
public final class Heddle {
  private Heddle() {}

  /**
   * Starts a broker with the settings of a properties file.
   *
   * @param propertiesFile in UTF-8
   * @return the broker, which accepts clients
   * @throws IllegalArgumentException when the file cannot be read or a setting is wrong; the
   *     message names every error with its line
   * @throws StartException when a listener cannot be opened
   */
  public static Broker start(Path propertiesFile) {
    return builder().file(propertiesFile).start();
  }

  /**
   * Starts a broker with these settings, keys and values as in the properties file. With none it
   * listens on 127.0.0.1:1883 and keeps everything in memory.
   *
   * @param settings by their keys
   * @return the broker, which accepts clients
   * @throws IllegalArgumentException when a setting is wrong; the message names every error
   * @throws StartException when a listener cannot be opened
   */
  public static Broker start(Map<String, String> settings) {
    return builder().set(settings).start();
  }

  /**
   * For more than one of these: a file, settings that override it, extension points.
   *
   * @return a builder that has nothing yet
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Puts a broker together. It may start several, one after the other, also with changes in
   * between. Not for use by several threads.
   */
  public static final class Builder {
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<Authenticator> authenticators = new ArrayList<>();
    private final List<AuthenticationMethod> methods = new ArrayList<>();
    private final List<Authorizer> authorizers = new ArrayList<>();
    private final List<Deciders.Named> hooks = new ArrayList<>();
    private @Nullable Path file;

    private Builder() {}

    /**
     * The settings of a properties file, beneath those that are set here.
     *
     * @param propertiesFile in UTF-8; read when the broker starts
     * @return this builder
     */
    public Builder file(Path propertiesFile) {
      file = propertiesFile;
      return this;
    }

    /**
     * Sets one, in the place of what was set before.
     *
     * @param key as in the properties file, such as {@code queue.messages}
     * @param value as in the properties file, such as {@code 5000}, {@code 30s}, {@code 1MiB}
     * @return this builder
     */
    public Builder set(String key, String value) {
      settings.put(key, value);
      return this;
    }

    /**
     * Sets one that is a whole number without a unit.
     *
     * @param key as in the properties file
     * @param value any number that the setting takes
     * @return this builder
     */
    public Builder set(String key, long value) {
      return set(key, Long.toString(value));
    }

    /**
     * Sets several.
     *
     * @param all by their keys
     * @return this builder
     */
    public Builder set(Map<String, String> all) {
      settings.putAll(all);
      return this;
    }

    /**
     * Sets the port of the listener for plain TCP, {@code listener.tcp.port}.
     *
     * @param number 1 to 65,535, or 0 for a free one, which {@link Broker#endpoints} then tells
     * @return this builder
     */
    public Builder port(int number) {
      return set("listener.tcp.port", number);
    }

    /**
     * Somebody to ask who a client is: in the order in which they are added, and before a password
     * file is looked at. With one, clients that nobody knows are refused.
     *
     * @param authenticator safe for use by many threads
     * @return this builder
     */
    public Builder authenticator(Authenticator authenticator) {
      authenticators.add(Objects.requireNonNull(authenticator, "authenticator"));
      return this;
    }

    /**
     * A method of enhanced authentication, for clients of MQTT 5.0 that name it; of several with
     * the same name the one that was added first. With one, clients that name a user and nobody
     * knows are refused.
     *
     * @param method safe for use by many threads
     * @return this builder
     */
    public Builder authenticationMethod(AuthenticationMethod method) {
      methods.add(Objects.requireNonNull(method, "method"));
      return this;
    }

    /**
     * Somebody to ask what a client may do: in the order in which they are added, and before a file
     * of rules is looked at. With one, what nobody allows is denied, unless {@code acl.default}
     * says otherwise.
     *
     * @param authorizer safe for use by many threads
     * @return this builder
     */
    public Builder authorizer(Authorizer authorizer) {
      authorizers.add(Objects.requireNonNull(authorizer, "authorizer"));
      return this;
    }

    /**
     * Somebody who decides on what clients do, or is told of it: in the order in which they are
     * added.
     *
     * @param name for the log and for metrics, where hooks of the same name count together
     * @param hook safe for use by many threads
     * @return this builder
     */
    public Builder hook(String name, Hook hook) {
      hooks.add(
          new Deciders.Named(
              Objects.requireNonNull(name, "name"), Objects.requireNonNull(hook, "hook")));
      return this;
    }

    /**
     * Starts a broker.
     *
     * @return the broker, which accepts clients
     * @throws IllegalArgumentException when the file cannot be read or a setting is wrong; the
     *     message names every error
     * @throws StartException when a listener cannot be opened, or would be open to everybody
     *     without anybody having said so
     */
    public Broker start() {
      try {
        return Assembly.start(
            Configuration.of(file, settings),
            new Deciders(authenticators, methods, authorizers, hooks));
      } catch (ConfigurationException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }
  }
}

package io.heddle;

import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Authenticator;
import io.heddle.api.Authorizer;
import io.heddle.connection.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who is asked about clients: the embedder's, then those of extensions, which come and go, then
 * those of the configuration. The lock of this object guards the lists; what they amount to is read
 * by any thread without it.
 */
final class LiveAsked {
  private final Deciders embedder;
  private final Asked configured;
  private final List<Authenticator> authenticators = new ArrayList<>();
  private final List<AuthenticationMethod> methods = new ArrayList<>();
  private final List<Authorizer> authorizers = new ArrayList<>();
  private volatile Asked now;
  private volatile Runnable changed = () -> {};

  LiveAsked(Deciders embedder, Asked configured) {
    this.embedder = embedder;
    this.configured = configured;
    this.now = composed();
  }

  Asked now() {
    return now;
  }

  /** From now on this runs when others are asked than before; it must not block. */
  void onChange(Runnable action) {
    changed = action;
  }

  Runnable add(Authenticator authenticator) {
    return add(authenticators, authenticator);
  }

  Runnable add(AuthenticationMethod method) {
    return add(methods, method);
  }

  Runnable add(Authorizer authorizer) {
    return add(authorizers, authorizer);
  }

  private synchronized <T> Runnable add(List<T> list, T one) {
    list.add(one);
    now = composed().after(now);
    changed.run();
    return () -> remove(list, one);
  }

  @SuppressWarnings("ReferenceEquality") // an equal one of another extension stays
  private synchronized <T> void remove(List<T> list, T one) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) == one) {
        list.remove(i);
        break;
      }
    }
    now = composed().after(now);
    changed.run();
  }

  private Asked composed() {
    return Asked.of(
        joined(embedder.authenticators(), authenticators, configured.authenticators()),
        joined(embedder.methods(), methods, configured.methods()),
        joined(embedder.authorizers(), authorizers, configured.authorizers()));
  }

  private static <T> List<T> joined(List<T> first, List<T> second, List<T> third) {
    return Stream.of(first, second, third).flatMap(List::stream).toList();
  }
}

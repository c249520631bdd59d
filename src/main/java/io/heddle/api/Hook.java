package io.heddle.api;

/**
 * What is called at a step of a client's way: an interceptor decides, an {@link Observer} is told.
 * One class may be several of them.
 *
 * <p>Hooks are asked in the order in which they were added: first those of the configuration that
 * change a topic, then those of the program that embeds the broker, then those of extensions, last
 * those of the configuration that act on what is left. All of them are called by many threads at a
 * time, and never under a lock.
 *
 * <p>An interceptor is called on the client's own virtual thread. It may block, on a database or a
 * remote server, and delays this client only. It has the time of the setting {@code hooks.timeout},
 * after which its thread is interrupted; an interceptor that takes longer, throws, or answers null
 * has denied.
 */
public sealed interface Hook
    permits ConnectionInterceptor,
        ConnectInterceptor,
        SubscribeInterceptor,
        UnsubscribeInterceptor,
        PublishInterceptor,
        WillInterceptor,
        Observer {
  /**
   * Whether it only answers: nobody notices that it was asked, and asked again it answers the same.
   * A {@link PublishInterceptor} or {@link SubscribeInterceptor} of which that is true is asked as
   * well what would become of a message or subscription that is only talked about ({@link
   * Explanations}); others are named there, and not called.
   */
  default boolean isPure() {
    return false;
  }
}

package io.heddle.api;

/**
 * What a jar in {@code extensions/NAME/} provides as a service ({@link java.util.ServiceLoader}).
 * One object is made each time the extension is started, with a public constructor that takes
 * nothing.
 */
public interface Extension {
  /**
   * Starts it; before any client is accepted when it is there as the broker starts. What it adds is
   * taken away when it is stopped, or when this throws.
   *
   * @throws Exception when it cannot do its work: it counts as failed
   */
  void start(ExtensionContext context) throws Exception;

  /**
   * Lets go of what it holds. What it had added is called no more when this is called; a call that
   * has begun before may still be at work.
   *
   * @throws Exception which is logged
   */
  default void stop() throws Exception {}
}

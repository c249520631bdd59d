package io.heddle.it.clients;

/**
 * One connection of a client that somebody else has written. Its methods return when the broker has
 * answered.
 */
interface Peer extends AutoCloseable {
  /** Whether the broker said that it knew the session. */
  boolean sessionPresent();

  void subscribe(String filter, int qos) throws Exception;

  void unsubscribe(String filter) throws Exception;

  void publish(Post post) throws Exception;

  /** What came. */
  Mailbox<Post> mail();

  /** Whether the client believes that it is connected. */
  boolean isConnected();

  /** Says DISCONNECT and closes. */
  void disconnect() throws Exception;

  /** Lets go of everything, however the connection has ended; says nothing. */
  @Override
  void close();
}

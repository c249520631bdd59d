package io.heddle.api;

/**
 * A method of enhanced authentication, in MQTT 5.0: client and server exchange data until the
 * server knows who the client is. Safe for use by many threads at a time.
 *
 * <p>The client names the method in CONNECT and is not asked for a password then: no {@link
 * Authenticator} is called. Later it may authenticate again, always by the same method.
 */
public interface AuthenticationMethod {
  /** Its name, the Authentication Method of the standard, such as {@code SCRAM-SHA-256}. */
  String name();

  /** A client that comes in; its password, if it has one, proves nothing here. */
  Exchange begin(Login login);

  /**
   * A client that is connected and wants to authenticate again. It has to end as the user that it
   * is: whoever is accepted under another name is disconnected. What it was told to belong to when
   * it came in stays.
   */
  Exchange beginAgain(Client client);
}

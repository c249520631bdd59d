package io.heddle.api;

import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Version;

/**
 * What a client that is authenticated asks for in CONNECT. Its password is not here.
 *
 * @param client who it is, and where it comes from
 * @param version of the protocol that it speaks
 * @param cleanStart whether it wants a new session
 * @param keepAlive seconds, 0 to 65,535; 0 for none
 * @param sessionExpiry seconds that its session is to outlive the connection, 0 to 4,294,967,295
 *     (for ever)
 * @param properties of CONNECT, without the data of enhanced authentication; empty before MQTT 5.0
 */
public record ConnectRequest(
    Client client,
    Version version,
    boolean cleanStart,
    int keepAlive,
    long sessionExpiry,
    Properties properties) {}

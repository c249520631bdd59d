package io.heddle;

import io.heddle.admin.rest.RestOptions;
import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authorizer;
import io.heddle.api.Client;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;

/**
 * What the pages of the administration may do with MQTT: what their users may do with the REST
 * interface. They may see everything; publish may those who operate. Nobody may come with the
 * Client Identifier of somebody else, whose session would end.
 */
record PagesOnly(RestOptions options) implements Authorizer {
  /** What the Client Identifiers of all begin with; their user and another colon follow. */
  static final String PREFIX = "console:";

  private static final Access ALLOWED = new Access.Allowed(Qos.EXACTLY_ONCE, "the console");

  @Override
  public Access decide(Client client, Action action) {
    return switch (action) {
      case Action.Connect connect -> connect(client);
      case Action.Publish publish -> publish(client);
      case Action.Subscribe subscribe -> ALLOWED;
    };
  }

  private static Access connect(Client client) {
    String user = client.userName() == null ? "" : client.userName();
    String begin = PREFIX + user + ":";
    return client.clientId().startsWith(begin)
        ? ALLOWED
        : new Access.Denied("a Client Identifier of the console begins with " + begin);
  }

  private Access publish(Client client) {
    String user = client.userName();
    boolean may =
        user == null
            || options.operators().contains(user)
            || options.administrators().contains(user);
    return may ? ALLOWED : new Access.Denied("publishing needs the role operate");
  }

  @Override
  public Access mayReceive(Client client, TopicName topic) {
    return ALLOWED;
  }
}

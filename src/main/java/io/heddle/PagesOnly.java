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
 * interface. They may see everything; publish may those who operate, and be a member of a share
 * group, which takes messages away from the others. Nobody may come with the Client Identifier of
 * somebody else, whose session would end.
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
      case Action.Subscribe subscribe ->
          subscribe.shareName() == null || operates(client)
              ? ALLOWED
              : new Access.Denied("to be in a share group needs the role operate");
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
    return operates(client) ? ALLOWED : new Access.Denied("publishing needs the role operate");
  }

  private boolean operates(Client client) {
    String user = client.userName();
    return user == null
        || options.operators().contains(user)
        || options.administrators().contains(user);
  }

  @Override
  public Access mayReceive(Client client, TopicName topic) {
    return ALLOWED;
  }
}

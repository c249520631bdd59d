package io.heddle.builtin;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Client;
import io.heddle.api.ClientInfo;
import io.heddle.api.Observer;
import io.heddle.api.Services;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscribes every client that comes. Its session is there then, and CONNACK not yet on its way:
 * whatever the subscriptions bring comes after that. A subscription that the session has already
 * stays as it is. Safe for use by any thread.
 */
public final class AutoSubscribe implements Observer {
  private static final Logger LOG = LoggerFactory.getLogger(AutoSubscribe.class);

  private final List<AutoSubscription> wanted;
  private final Services services;

  /** Subscribes to these, in this order. */
  public AutoSubscribe(List<AutoSubscription> wanted, Services services) {
    this.wanted = List.copyOf(wanted);
    this.services = services;
  }

  @Override
  public void connected(ClientInfo info) {
    Client client = info.client();
    if (client.peer().isInProcess()) {
      return; // The program subscribes to what it wants, and has a callback for it.
    }
    String mount = services.clients().mountPoint(client).orElse(null);
    if (mount == null) {
      return; // Another one has taken its place.
    }
    List<TopicFilter> there =
        services.subscriptions().of(client.clientId()).stream().map(Subscription::filter).toList();
    for (AutoSubscription each : wanted) {
      Subscription own = each.of(client, mount);
      if (own == null) {
        LOG.debug("{} is not subscribed to {}: its name", client.clientId(), each.filter());
      } else if (!there.contains(own.filter())) {
        subscribe(client, own);
      }
    }
  }

  private void subscribe(Client client, Subscription wish) {
    TopicFilter filter = wish.filter();
    Action action = new Action.Subscribe(filter.unshared(), wish.qos(), filter.shareName());
    Optional<Access> access = services.clients().access(client, action);
    if (access.isPresent() && access.get() instanceof Access.Allowed(Qos most, String rule)) {
      Optional<ReasonCode> answer =
          services.subscriptions().add(client.clientId(), wish.atMost(most));
      if (answer.isPresent() && answer.get().isError()) {
        LOG.debug("{} is not subscribed to {}: {}", client.clientId(), filter, answer.get());
      }
    } else {
      LOG.debug("{} is not subscribed to {}: {}", client.clientId(), filter, access);
    }
  }
}

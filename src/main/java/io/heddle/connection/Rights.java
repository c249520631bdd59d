package io.heddle.connection;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Client;
import io.heddle.broker.BrokerOptions;
import io.heddle.broker.Entitlement;
import io.heddle.mqtt.Qos;
import java.util.function.Function;

/**
 * What a client may do, within its rules of access and what is on offer to it. Safe for use by any
 * thread.
 */
record Rights(Client client, Permissions permissions, Bounds bounds, BrokerOptions broker)
    implements Entitlement {

  static Rights of(Surroundings surroundings, Identification.Known known) {
    return new Rights(
        known.client(), known.permissions(), known.bounds(), surroundings.core().options());
  }

  @Override
  public String mountPoint() {
    MountPoint mount = bounds.mount();
    return mount == null ? "" : mount.prefix();
  }

  @Override
  public Reach reach() {
    ConnectionOptions own = bounds.options();
    return new Reach(own.packetSizeMax(), own.topicBytes(), own.topicLevels(), bounds.offer());
  }

  @Override
  public Access decide(Action action) {
    return answer(action, permissions::decide);
  }

  @Override
  public Access foresee(Action action) {
    return answer(action, permissions::foresee);
  }

  private Access answer(Action action, Function<Action, Access> rules) {
    return switch (action) {
      case Action.Connect connect -> permissions.connect();
      case Action.Publish message -> publish(message, rules);
      case Action.Subscribe wish -> subscribe(wish, rules);
    };
  }

  private Access publish(Action.Publish message, Function<Action, Access> rules) {
    BrokerOptions.Offer offer = bounds.offer();
    if (TopicLimits.isServers(message.topic())) {
      return new Access.Denied("the topics under $SYS are the server's");
    }
    if (message.qos().compareTo(offer.maximumQos()) > 0) {
      return new Access.Denied("the QoS is above the maximum");
    }
    if (message.retain() && !offer.retain()) {
      return new Access.Denied("it may not retain");
    }
    return rules.apply(message);
  }

  private Access subscribe(Action.Subscribe wish, Function<Action, Access> rules) {
    BrokerOptions.Offer offer = bounds.offer();
    if (broker.denySubscribe().contains(wish.filter())) {
      return new Access.Denied("subscribe.deny");
    }
    if (wish.shareName() != null && !offer.shared()) {
      return new Access.Denied("it may not share subscriptions");
    }
    if (wish.filter().hasWildcard() && !offer.wildcards()) {
      return new Access.Denied("it may not use wildcards");
    }
    Access access = rules.apply(wish);
    return access instanceof Access.Allowed(Qos most, String rule)
        ? new Access.Allowed(most.min(offer.maximumQos()), rule)
        : access;
  }
}

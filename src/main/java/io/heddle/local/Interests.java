package io.heddle.local;

import io.heddle.api.Received;
import io.heddle.broker.Subscribing;
import io.heddle.connection.Insider;
import io.heddle.connection.MountPoint;
import io.heddle.connection.Ruling;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Attachment;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a local client subscribes to and unsubscribes from: asked about, checked and told like that
 * which comes with packets, on the thread of whoever does it. Safe for use by any thread.
 */
final class Interests {
  private final Subscribing subscribing;
  private final Attachment attachment;
  private final Mailbox mailbox;
  private final Insider insider;
  private final Carriage carriage;
  private final Runnable connected;

  /**
   * Those of a client.
   *
   * @param connected throws what it throws when the client has ended
   */
  Interests(
      Subscribing subscribing,
      Attachment attachment,
      Mailbox mailbox,
      Insider insider,
      Carriage carriage,
      Runnable connected) {
    this.subscribing = subscribing;
    this.attachment = attachment;
    this.mailbox = mailbox;
    this.insider = insider;
    this.carriage = carriage;
    this.connected = connected;
  }

  ReasonCode subscribe(Subscription named, @Nullable Consumer<Received> callback) {
    connected.run();
    MountPoint mount = insider.bounds().mount();
    Subscription meant = mount == null ? named : mount.in(named);
    if (meant == null || !insider.admittance().allows(meant.filter())) {
      return ReasonCode.TOPIC_FILTER_INVALID;
    }
    return Nesting.within(() -> {
      Ruling<Subscription> ruling = insider.scrutiny().subscription(meant);
      Subscription wanted = ruling.what();
      return wanted == null ? ruling.instead() : permitted(wanted, callback);
    });
  }

  /** Whoever is asked may take long, or end the client himself. */
  private ReasonCode permitted(Subscription wanted, @Nullable Consumer<Received> callback) {
    connected.run();
    Ruling<Subscription> ruling = insider.admittance().permitted(wanted);
    connected.run();
    Subscription permitted = ruling.what();
    return permitted == null ? ruling.instead() : stored(permitted, callback);
  }

  /** The callback is there before the first message; after a refusal it is as it was. */
  private ReasonCode stored(Subscription wanted, @Nullable Consumer<Received> callback) {
    TopicFilter seen = seen(wanted.filter());
    Consumer<Received> before = mailbox.callback(seen, callback);
    Subscribing.Answer answer = insider.admittance().subscribe(attachment, wanted);
    ReasonCode reason = answer.reason();
    if (reason.isError()) {
      mailbox.callback(seen, before);
      connected.run();
      return reason;
    }
    insider.chronicle().subscribed(insider.client(), wanted.atMost(Qos.of(reason.code())));
    carriage.settled(publisher -> {
      if (answer.feed() != null) {
        attachment.feed(answer.feed(), publisher.shuttle());
      }
      attachment.pull(publisher.shuttle());
      attachment.leaveMark(publisher.shuttle());
      return reason;
    });
    return reason;
  }

  /** A filter as it is about the topics that the client sees. */
  private TopicFilter seen(TopicFilter filter) {
    MountPoint mount = insider.bounds().mount();
    return mount == null ? filter : mount.off(filter);
  }

  ReasonCode unsubscribe(TopicFilter named) {
    connected.run();
    MountPoint mount = insider.bounds().mount();
    TopicFilter meant = mount == null ? named : mount.in(named);
    if (meant == null) {
      return ReasonCode.NO_SUBSCRIPTION_EXISTED;
    }
    return Nesting.within(() -> {
      Ruling<TopicFilter> ruling = insider.scrutiny().filter(meant);
      TopicFilter unwanted = ruling.what();
      return unwanted == null ? ruling.instead() : removed(unwanted);
    });
  }

  private ReasonCode removed(TopicFilter unwanted) {
    connected.run();
    ReasonCode reason = subscribing.unsubscribe(attachment, unwanted);
    mailbox.callback(seen(unwanted), null);
    if (reason == ReasonCode.SUCCESS) {
      insider.admittance().unsubscribed(attachment, unwanted);
      insider.chronicle().unsubscribed(insider.client(), unwanted);
    }
    carriage.settled(publisher -> {
      attachment.leaveMark(publisher.shuttle());
      return reason;
    });
    return reason;
  }
}

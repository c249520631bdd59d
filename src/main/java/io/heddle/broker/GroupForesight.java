package io.heddle.broker;

import io.heddle.broker.Members.Member;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.session.DropReason;
import io.heddle.session.Foresight;
import io.heddle.session.Foresight.Sample;
import io.heddle.session.Offer;
import io.heddle.session.Outcome;
import io.heddle.session.QueuePolicy;
import io.heddle.session.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a message in a share group, were it brought at this moment: as {@link
 * ShareGroup} decides, but nothing changes. Immutable.
 *
 * @param members all of them: those that may have room first, in the order of their turns
 * @param chosen who would get it at once; null for nobody
 * @param outcome what would become of it where that is nobody
 * @param reason why it would be dropped then; null when it would not
 * @param queued messages that wait in the group
 */
public record GroupForesight(
    List<Seat> members,
    @Nullable Session chosen,
    Outcome outcome,
    @Nullable DropReason reason,
    int queued) {

  /**
   * A member.
   *
   * @param permitted whether it may get the message
   * @param ready whether it could get one at once
   */
  public record Seat(
      Session session, Subscription subscription, boolean permitted, boolean ready) {}

  static GroupForesight of(ShareGroup group, QueuePolicy policy, Sample sample) {
    group.lock.lock();
    try {
      Message message = sample.message();
      List<Seat> seats = new ArrayList<>();
      group.members.ready().inTurn().forEach(each -> seats.add(seat(each, message)));
      int ready = seats.size();
      group.members.resting().inTurn().forEach(each -> seats.add(seat(each, message)));
      boolean behind = message.qos() != Qos.AT_MOST_ONCE && !group.queue.isEmpty();
      List<Seat> asked =
          !behind ? seats : group.queue.isSeenWhole() ? seats.subList(0, ready) : List.of();
      Session chosen =
          asked.stream()
              .filter(seat -> seat.permitted && seat.ready)
              .map(Seat::session)
              .findFirst()
              .orElse(null);
      DropReason reason = chosen == null ? reason(group, policy, seats, sample) : null;
      Outcome outcome =
          chosen != null ? Outcome.SENT : reason == null ? Outcome.QUEUED : Outcome.DROPPED;
      return new GroupForesight(seats, chosen, outcome, reason, group.queue.report(0).queued());
    } finally {
      group.lock.unlock();
    }
  }

  private static Seat seat(Member member, Message message) {
    Qos qos = message.qos().min(member.subscription().qos());
    return new Seat(
        member.session,
        member.subscription(),
        member.mayGet(message),
        Foresight.isReady(member.session, qos));
  }

  private static @Nullable DropReason reason(
      ShareGroup group, QueuePolicy policy, List<Seat> seats, Sample sample) {
    if (seats.isEmpty()) {
      return DropReason.SESSION_ENDED;
    }
    if (seats.stream().noneMatch(Seat::permitted)) {
      return DropReason.READ_DENIED;
    }
    if (sample.message().qos() == Qos.AT_MOST_ONCE) {
      boolean online = seats.stream().anyMatch(seat -> seat.session.outlet() != null);
      return online ? DropReason.OUTBOX_FULL : DropReason.OFFLINE;
    }
    Offer offer = group.queue.wouldTake(sample);
    if (offer == Offer.NO_MEMORY) {
      return DropReason.MEMORY_FULL;
    }
    return offer == Offer.TAKEN || policy == QueuePolicy.DROP_OLDEST ? null : DropReason.QUEUE_FULL;
  }
}

package io.heddle.broker.service;

import io.heddle.api.Access;
import io.heddle.api.Explanations.Receiver;
import io.heddle.api.Explanations.ReceiverVerdict;
import io.heddle.broker.GroupForesight;
import io.heddle.broker.GroupForesight.Seat;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.session.DropReason;
import io.heddle.session.Foresight;
import io.heddle.session.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of one message at the members of a share group. Belongs to one thread.
 *
 * @param sessions what it comes to at a session
 */
record GroupDryRun(GroupForesight group, Foresight.Sample sample, ReceiverDryRun sessions) {

  /** Every member: who gets it first, then the others in the order of their turns. */
  List<Receiver> members() {
    List<Receiver> told = new ArrayList<>();
    for (Seat seat : group.members()) {
      if (isChosen(seat)) {
        told.addFirst(chosen(seat));
      } else {
        told.add(other(seat));
      }
    }
    return told;
  }

  @SuppressWarnings("ReferenceEquality") // a session is itself alone
  private boolean isChosen(Seat seat) {
    return seat.session() == group.chosen();
  }

  private Receiver chosen(Seat seat) {
    Receiver alone = sessions.at(seat.session(), seat.subscription(), seat.subscription().qos());
    List<String> text = new ArrayList<>(alone.text());
    text.add(
        "Of "
            + Words.count(group.members().size(), "member", "members")
            + " of the share group it is the first in turn that is connected, has room and may get it.");
    return new Receiver(
        alone.clientId(), alone.filter(), alone.verdict(), alone.qos(), alone.rule(), text);
  }

  private Receiver other(Seat seat) {
    Message message = sample.message();
    Qos qos = message.qos().min(seat.subscription().qos());
    Session session = seat.session();
    String rule = null;
    if (!seat.permitted()
        && ReceiverDryRun.access(session, message.topic()) instanceof Access.Denied(String said)) {
      rule = said;
    }
    ReceiverVerdict verdict = verdict(seat);
    return new Receiver(
        session.clientId(),
        seat.subscription().filter(),
        verdict,
        qos,
        rule,
        Words.plain(List.of(Words.name(session.clientId()) + why(seat, rule), others())));
  }

  private ReceiverVerdict verdict(Seat seat) {
    if (!seat.permitted()) {
      return ReceiverVerdict.READ_DENIED;
    }
    if (group.chosen() != null) {
      return ReceiverVerdict.OTHER_MEMBER;
    }
    DropReason reason = group.reason();
    boolean late = sample.message().expiresAt() <= sample.now();
    if (reason == null) {
      return late ? ReceiverVerdict.EXPIRED : ReceiverVerdict.QUEUED;
    }
    boolean away = reason == DropReason.OUTBOX_FULL && seat.session().outlet() == null;
    return away ? ReceiverVerdict.OFFLINE : ReceiverVerdict.valueOf(reason.name());
  }

  private String why(Seat seat, @Nullable String rule) {
    Session session = seat.session();
    if (!seat.permitted()) {
      return " may not get it: "
          + (rule == null ? "a rule of access denies it." : Words.denied(rule));
    }
    if (session.outlet() == null) {
      return " has been away since " + Words.time(session.history().movedAt()) + ".";
    }
    if (!seat.ready()) {
      return " has no room: it has not acknowledged what it has, or reads too slowly.";
    }
    return group.chosen() == null
        ? " has room, and others wait before this message."
        : " could take it, and it is not its turn.";
  }

  private String others() {
    Session chosen = group.chosen();
    if (chosen != null) {
      return "The share group gives it to " + Words.name(chosen.clientId()) + ".";
    }
    DropReason reason = group.reason();
    return reason == null
        ? "No member can take it now: it waits in the share group, where "
            + Words.count(group.queued(), "message waits", "messages wait")
            + " already, for whoever has room first."
        : "No member can take it: it is dropped, because " + Words.dropped(reason) + ".";
  }
}

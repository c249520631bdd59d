package io.heddle.connection;

import io.heddle.api.Access;
import io.heddle.api.Verdict;
import io.heddle.mqtt.Message;
import io.heddle.session.DropReason;
import io.heddle.session.WillReview;
import org.jspecify.annotations.Nullable;

/**
 * Asks the interceptors about the Will of a client that is taken in, when it is about to be
 * published. Called by any thread that may block; the connection may be gone for long.
 */
record LastWords(Surroundings surroundings, Identification.Known known) implements WillReview {

  @Override
  public @Nullable Message review(Message will) {
    return switch (surroundings.core().interceptors().will(known.client(), will)) {
      case Verdict.Allow<Message> allow -> will;
      case Verdict.Change<Message>(Message to, boolean last) ->
          changed(Consultation.fit(to, surroundings.core().options().offer()));
      case Verdict.Deny<Message> denial -> dropped(will, DropReason.DENIED_BY_HOOK, denial.words());
      case Verdict.Drop<Message>(String words) -> dropped(will, DropReason.DROPPED_BY_HOOK, words);
    };
  }

  /** Limits and rules of access hold for what it has become. */
  private @Nullable Message changed(Message will) {
    if (!TopicLimits.allow(surroundings.options(), will.topic())
        || TopicLimits.isServers(will.topic())) {
      return dropped(will, DropReason.NOT_ACCEPTED, "a hook made its topic one that may not be");
    }
    return known.permissions().publish(will.topic(), will.qos(), will.retain())
            instanceof Access.Denied(String rule)
        ? dropped(will, DropReason.PUBLISH_DENIED, rule)
        : will;
  }

  private @Nullable Message dropped(Message will, DropReason reason, String words) {
    surroundings.core().witness().dropped(reason, will, will.qos(), known.client().clientId());
    known.denials().accept("publishing its Will to " + will.topic().value() + ": " + words);
    return null;
  }
}

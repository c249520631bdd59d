package io.heddle.topic;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers of one filter: nobody (null), one (a {@link Match}) or a {@link Crowd}.
 *
 * <p>Most filters have one subscriber, so that one costs no object of its own. Anybody reads;
 * {@code with} and {@code without} are called under the stripe's lock, and what they return
 * replaces the receiver in the node.
 */
sealed interface Receivers<S> permits Match, Crowd {

  /** The entry of this subscriber. Under the stripe's lock. */
  static <S> @Nullable Match<S> find(@Nullable Receivers<S> receivers, S subscriber) {
    return switch (receivers) {
      case null -> null;
      case Match<S> one -> one.isOf(subscriber) ? one : null;
      case Crowd<S> crowd -> crowd.find(subscriber);
    };
  }

  /** With this entry in the place of the subscriber's previous one, if there was one. */
  static <S> Receivers<S> with(@Nullable Receivers<S> receivers, Match<S> match) {
    return switch (receivers) {
      case null -> match;
      case Match<S> one -> one.isOf(match.subscriber()) ? match : Crowd.of(one).with(match);
      case Crowd<S> crowd -> crowd.with(match);
    };
  }

  /** Without the entry of this subscriber, who has one. */
  static <S> @Nullable Receivers<S> without(Receivers<S> receivers, S subscriber) {
    return switch (receivers) {
      case Match<S> one -> null;
      case Crowd<S> crowd -> crowd.without(subscriber);
    };
  }

  /** Adds those to the matches who want a message of this publisher. */
  static <S> void collect(
      @Nullable Receivers<S> receivers, @Nullable S publisher, Matches<S> into) {
    switch (receivers) {
      case null -> {}
      case Match<S> one -> {
        into.nextFilter();
        into.offer(one, publisher);
      }
      case Crowd<S> crowd -> {
        into.nextFilter();
        crowd.collect(publisher, into);
      }
    }
  }

  static <S> void forEach(@Nullable Receivers<S> receivers, Consumer<Match<S>> action) {
    switch (receivers) {
      case null -> {}
      case Match<S> one -> action.accept(one);
      case Crowd<S> crowd -> crowd.forEach(action);
    }
  }
}

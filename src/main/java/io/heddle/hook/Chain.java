package io.heddle.hook;

import io.heddle.api.Hook;
import io.heddle.api.Verdict;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The interceptors of one kind, asked one after the other. Safe for use by any thread.
 *
 * @param <H> the interceptors
 * @param <C> whom it is about
 * @param <T> what it is about
 */
final class Chain<H extends Hook, C, T> {
  /** One of them, and how it is doing. */
  private record Asked<H>(H hook, Work work) {}

  /** How to ask one. */
  interface Question<H, C, T> {
    @Nullable Verdict<T> ask(H hook, C who, T what) throws Exception;

    /** Whether it has anything to say about this, as those before it have left it. */
    default boolean concerns(H hook, C who, T what) {
      return true;
    }
  }

  private final Verdict<T> unchanged = Verdict.allow();
  private final Class<H> type;
  private final Kind kind;
  private final Question<H, C, T> question;
  private final Watch watch;

  /** Written by whoever adds or removes a hook. */
  private volatile List<Asked<H>> all = List.of();

  Chain(Class<H> type, Kind kind, Question<H, C, T> question, Watch watch) {
    this.type = type;
    this.kind = kind;
    this.question = question;
    this.watch = watch;
  }

  /** Whether nobody is asked. */
  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The names of those of which this is true. */
  List<String> names(Predicate<H> test) {
    return all.stream()
        .filter(each -> test.test(each.hook))
        .map(each -> each.work.name())
        .distinct()
        .toList();
  }

  /** Whether this is true of one of them. */
  boolean anyMatch(Predicate<H> test) {
    for (Asked<H> each : all) {
      if (test.test(each.hook)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What those make of it that may be asked in vain.
   *
   * @param unasked gets the names of the others that it concerns
   */
  Verdict<T> rehearse(C who, T what, Predicate<H> pure, List<String> unasked) {
    Verdict<T> sofar = unchanged;
    T now = what;
    for (Asked<H> each : all) {
      if (!question.concerns(each.hook, who, now)) {
        continue;
      }
      if (!pure.test(each.hook)) {
        unasked.add(each.work.name());
        continue;
      }
      switch (rehearse(each.hook, who, now)) {
        case Verdict.Allow<T> allow -> {
          if (allow.settled()) {
            return sofar;
          }
        }
        case Verdict.Change<T> change -> {
          now = change.to();
          sofar = change;
          if (change.settled()) {
            return sofar;
          }
        }
        case Verdict<T> end -> {
          return end;
        }
      }
    }
    return sofar;
  }

  private Verdict<T> rehearse(H hook, C who, T what) {
    try {
      Verdict<T> answer = question.ask(hook, who, what);
      return answer == null ? Verdict.deny("a hook " + Failure.NO_ANSWER) : answer;
    } catch (Throwable fault) { // whatever it is
      return Verdict.deny("a hook " + Failure.EXCEPTION);
    }
  }

  /** Takes those that are of this kind, in this order. */
  void set(List<Hooks.Registered> hooks, BiFunction<String, Kind, Work> works) {
    List<Asked<H>> next = new ArrayList<>();
    for (Hooks.Registered each : hooks) {
      if (type.isInstance(each.hook())) {
        next.add(new Asked<>(type.cast(each.hook()), works.apply(each.name(), kind)));
      }
    }
    all = List.copyOf(next);
  }

  Verdict<T> decide(C who, T what) {
    List<Asked<H>> asked = all;
    return asked.isEmpty() ? unchanged : decide(asked, who, what);
  }

  private Verdict<T> decide(List<Asked<H>> asked, C who, T what) {
    Verdict<T> sofar = unchanged;
    T now = what;
    Watch.Call call = watch.enter();
    try {
      for (Asked<H> each : asked) {
        if (!question.concerns(each.hook, who, now)) {
          continue;
        }
        boolean settled;
        switch (ask(each, call, who, now)) {
          case Verdict.Allow<T> allow -> settled = allow.settled();
          case Verdict.Change<T> change -> {
            now = change.to();
            sofar = change;
            settled = change.settled();
          }
          case Verdict<T> end -> {
            return end;
          }
        }
        if (settled) {
          return sofar;
        }
      }
      return sofar;
    } finally {
      call.leave();
    }
  }

  private Verdict<T> ask(Asked<H> one, Watch.Call call, C who, T what) {
    Verdict<T> answer = null;
    Throwable fault = null;
    call.begin();
    try {
      answer = question.ask(one.hook, who, what);
    } catch (Throwable thrown) { // whatever it is
      fault = thrown;
    }
    long took = call.end();
    one.work.took(took);
    if (call.isLate(took)) {
      return failed(one, Failure.TIMEOUT, fault);
    }
    if (fault != null) {
      return failed(one, Failure.EXCEPTION, fault);
    }
    return answer == null || answer instanceof Verdict.Change<T>(T to, boolean last) && to == null
        ? failed(one, Failure.NO_ANSWER, null)
        : answer;
  }

  private Verdict<T> failed(Asked<H> one, Failure failure, @Nullable Throwable fault) {
    one.work.failed(failure, fault);
    return new Verdict.Deny<>(
        ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, "a hook " + failure, Properties.NONE);
  }
}

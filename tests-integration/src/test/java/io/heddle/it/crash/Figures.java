package io.heddle.it.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What is counted. Safe for use by any thread. */
final class Figures {
  final LongAdder rounds = new LongAdder();
  final LongAdder killedWhileStarting = new LongAdder();
  final LongAdder stopped = new LongAdder();
  final LongAdder sent = new LongAdder();
  final LongAdder acknowledged = new LongAdder();
  final LongAdder received = new LongAdder();
  final LongAdder lost = new LongAdder();
  final LongAdder repeatedAtQos1 = new LongAdder();

  /** At QoS 2, of a message whose PUBLISH was sent again after a crash. */
  final LongAdder doubledAfterRepeat = new LongAdder();

  /** At QoS 2, of a message that was sent once. */
  final LongAdder doubled = new LongAdder();

  final LongAdder doubledInGroup = new LongAdder();
  final LongAdder sessionsResumed = new LongAdder();
  final LongAdder wills = new LongAdder();
  final LongAdder willsDoubled = new LongAdder();
  final LongAdder retainedChecked = new LongAdder();

  /** Guarded by itself. */
  private final List<Long> starts = new ArrayList<>();

  /** It took so long from the start of the process until it was ready. */
  void started(long millis) {
    synchronized (starts) {
      starts.add(millis);
    }
  }

  private String starts() {
    synchronized (starts) {
      if (starts.isEmpty()) {
        return "none";
      }
      List<Long> sorted = new ArrayList<>(starts);
      Collections.sort(sorted);
      return sorted.getFirst() + "/" + sorted.get(sorted.size() / 2) + "/" + sorted.getLast();
    }
  }

  @Override
  public String toString() {
    return ("%s rounds (%s killed while starting, %s with SIGTERM), %s messages sent, %s acknowledged,"
            + " %s received, %s lost, %s repeated at QoS 1, doubled at QoS 2: %s (of those sent again: %s; in a"
            + " share group: %s), %s sessions resumed, %s Wills (%s doubled), %s retained messages"
            + " checked, ready after %s ms (least/median/most)")
        .formatted(
            rounds,
            killedWhileStarting,
            stopped,
            sent,
            acknowledged,
            received,
            lost,
            repeatedAtQos1,
            doubled,
            doubledAfterRepeat,
            doubledInGroup,
            sessionsResumed,
            wills,
            willsDoubled,
            retainedChecked,
            starts());
  }
}

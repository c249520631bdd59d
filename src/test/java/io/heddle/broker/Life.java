package io.heddle.broker;

import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Archive;
import io.heddle.session.Session;
import java.io.IOException;
import java.util.Random;

/**
 * One life of a broker on a bad disk, all of it from one seed: clients come and go, subscribe,
 * publish and acknowledge, time passes, writes fail, the process dies and comes up again. {@link
 * Verdict} and {@link Scene} say what must be there then.
 */
final class Life extends Deeds {
  private static final int STEPS = 250;
  private final boolean flips;
  private boolean deep;

  Life(long seed, boolean flips) {
    super(new Random(seed), flips);
    this.flips = flips;
  }

  /** Plays one life, and answers all that was done and written: the same seed comes to the same. */
  static String play(long seed, boolean flips) throws IOException {
    Life life = new Life(seed, flips);
    try {
      life.live(STEPS);
      return life.log + life.scene.now().toString();
    } catch (AssertionError | RuntimeException | IOException fault) {
      String done = String.join(System.lineSeparator(), life.log);
      throw new AssertionError((flips ? "with turned bits" : "without") + ", after " + done, fault);
    }
  }

  void live(int steps) throws IOException {
    for (int i = 0; i < steps; i++) {
      if (once(25)) {
        dieInTheNextStep();
      } else {
        step();
      }
    }
    crash();
  }

  private void dieInTheNextStep() throws IOException {
    int[] left = {1 + random.nextInt(6)};
    scene.ledger.afterEntry(() -> {
      if (--left[0] == 0) {
        scene.tested.tryCommit();
      }
    });
    act();
    scene.judge();
    did("died in it, after its entry " + left[0]);
    crash();
  }

  private void step() throws IOException {
    switch (random.nextInt(40)) {
      case 0 -> crash();
      case 1 -> keepShort();
      case 2 -> {
        scene.disk.failNext(1 + random.nextInt(3));
        did("the disk fails");
      }
      case 3, 4, 5, 6, 7, 8, 9 -> {
        scene.commit();
        did("commit");
      }
      case 10, 11 -> pass();
      default -> {
        act();
        scene.judge();
      }
    }
  }

  private void pass() {
    long seconds = 1 + random.nextInt(once(3) ? 60 : 5);
    did(seconds + " s pass");
    scene.timer.advance(java.time.Duration.ofSeconds(seconds));
    scene.judge().onlyWhatIsDue(scene.timer.millis(), false);
  }

  private void act() {
    String clientId = pick(CLIENTS);
    Guest guest = guests.get(clientId);
    if (guest == null) {
      if (random.nextInt(3) > 0) {
        connect(clientId);
      } else {
        publish(null);
      }
    } else if (guest.ear().ended) {
      leave(guest, true);
    } else {
      act(guest);
    }
  }

  private void act(Guest guest) {
    switch (random.nextInt(20)) {
      case 0 -> connect(guest.clientId());
      case 1 -> leave(guest, false);
      case 2 -> leave(guest, true);
      case 3, 4, 5 -> subscribe(guest);
      case 6 -> unsubscribe(guest);
      case 7 -> {
        did("heartbeat");
        scene.ledger.heartbeat();
      }
      case 8 -> room(guest);
      case 9 -> exactlyOnce(guest);
      case 10 -> rare(guest);
      case 11, 12, 13, 14, 15 -> answer(guest);
      default -> publish(guest);
    }
  }

  private void rare(Guest guest) {
    switch (random.nextInt(4)) {
      case 0 -> {
        did("remove " + guest.clientId());
        scene.core.sessions().remove(guest.clientId(), ReasonCode.ADMINISTRATIVE_ACTION, "");
        guests.remove(guest.clientId());
      }
      case 1 -> {
        did("sweep");
        scene.core.retained().sweep();
      }
      case 2 -> {
        TopicName topic = TopicName.of(pick(TOPICS));
        did("forget " + topic);
        scene.core.retained().remove(topic);
      }
      default -> {
        long seconds = expiry();
        did(guest.clientId() + " leaves with expiry " + seconds);
        if (guest.attachment().session().expirySeconds() > 0) {
          guest.attachment().expirySeconds(seconds);
        }
        leave(guest, once(2));
      }
    }
  }

  /** Everything is said again, while clients go on, and perhaps the process dies meanwhile. */
  private void keepShort() throws IOException {
    if (deep) {
      return;
    }
    deep = true;
    int commits = once(3) ? random.nextInt(4) : Integer.MAX_VALUE;
    boolean interleaved = once(2);
    did("keeps short, " + commits + " commits");
    boolean lives;
    try {
      lives = scene.tested.keepShort(() -> sayAgain(interleaved), commits);
    } catch (IOException e) {
      // The disk failed.
      lives = true;
    } finally {
      deep = false;
    }
    scene.judge();
    scene.noteSafe();
    if (!lives) {
      crash();
    }
  }

  private void sayAgain(boolean interleaved) {
    if (interleaved) {
      for (Session session : scene.core.sessions().all()) {
        Archive.stateAgain(session);
        scene.judge();
        act();
        scene.judge();
      }
      scene.ledger.skipSessions(scene.core::stateAgain);
    } else {
      scene.core.stateAgain();
    }
    scene.judge();
  }

  private void crash() {
    scene.disk.failNext(0);
    boolean power = random.nextInt(3) > 0;
    if (power) {
      scene.disk.cutPower();
    } else {
      scene.disk.killProcess();
    }
    boolean turned = flips && once(4) && scene.disk.turnBit();
    int seconds = once(2) ? 0 : random.nextInt(60);
    did((power ? "power cut" : "killed") + (turned ? ", a bit turned, " : ", ") + seconds + " s");
    guests.clear();
    scene.restart(turned, seconds);
  }
}

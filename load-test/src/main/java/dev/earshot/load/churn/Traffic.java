package dev.earshot.load.churn;

import dev.earshot.load.churn.Lane.Manners;
import dev.earshot.load.device.Plan;
import dev.earshot.load.device.Session;
import dev.earshot.load.device.Session.End;
import dev.earshot.load.device.Session.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Who comes and goes on a lane, by chance: each talks for two to six seconds. Of those without manners three
/// of five hang up without a word, one falls silent in its middle and hangs up ten seconds later, and one
/// reads slowly.
///
/// @param rate streams a second on all lanes together
record Traffic(double rate, Duration length, long seed) {
  private static final int OFFSETS = 1 << 20;
  private static final int TRIES = 3;
  private static final double SECOND = 1e9;
  private static final double LEAST_TALK = 2;
  private static final double MORE_TALK = 4;
  private static final double HALF_OPEN_TALK = 20;
  private static final double VANISH = 0.6;
  private static final double SLOW = 0.8;

  Plan plan(Lane lane) {
    var random = RandomGeneratorFactory.of("L64X128MixRandom")
        .create(seed * 31 + (lane.dialect().name() + lane.manners().name()).hashCode());
    var sessions = new ArrayList<Session>();
    for (var at = gap(lane, random); at < length.toNanos(); at += gap(lane, random)) {
      sessions.add(session(lane, (long) at, random));
    }
    return new Plan(sessions);
  }

  private double gap(Lane lane, RandomGenerator random) {
    return -Math.log(1 - random.nextDouble()) / (rate * lane.share()) * SECOND;
  }

  private static Session session(Lane lane, long from, RandomGenerator random) {
    var talk = LEAST_TALK + random.nextDouble() * MORE_TALK;
    var drawn = random.nextDouble();
    var offset = random.nextInt(OFFSETS);
    if (lane.manners() == Manners.POLITE) {
      return session(from, talk, Manner.STEADY, End.FINISH, offset).withTries(TRIES);
    }
    if (drawn < VANISH) {
      return session(from, talk, Manner.STEADY, End.DROP, offset);
    }
    return drawn < SLOW
        ? session(from, talk, Manner.SLOW_READER, End.FINISH, offset)
        : session(from, HALF_OPEN_TALK, Manner.HALF_OPEN, End.FINISH, offset);
  }

  private static Session session(long from, double talk, Manner manner, End end, int offset) {
    return new Session(from, from + (long) (talk * SECOND), manner, end, offset);
  }
}

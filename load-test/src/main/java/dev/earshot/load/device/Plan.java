package dev.earshot.load.device;

import dev.earshot.load.device.Session.End;
import dev.earshot.load.device.Session.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// All streams of a round, by when they begin. The same seed gives the same plan, so that whatever happens
/// to one of them moves none of the others.
///
/// @param sessions in the order of their beginnings
public record Plan(List<Session> sessions) {
  private static final int OFFSETS = 1 << 20;

  public Plan {
    sessions = sessions.stream().sorted(Comparator.comparingLong(Session::fromNanos)).toList();
  }

  /// So many streams that begin evenly within a ramp and talk until the end.
  ///
  /// @param ramp zero for all at once
  /// @param length of the whole, with the ramp
  public static Plan ramp(int streams, Duration ramp, Duration length, long seed) {
    var arrivals = new ArrayList<Long>();
    for (var i = 0; i < streams; i++) {
      arrivals.add(ramp.toNanos() * i / streams);
    }
    return of(arrivals, length, length, seed);
  }

  /// Streams that arrive by chance, whether others have ended or not.
  ///
  /// @param rate streams a second, on average
  /// @param talk how long each of them talks
  /// @param length behind which none arrives and all end
  public static Plan poisson(double rate, Duration talk, Duration length, long seed) {
    var random = random(seed);
    var arrivals = new ArrayList<Long>();
    var at = 0d;
    while (true) {
      at += -Math.log(1 - random.nextDouble()) / rate * 1e9;
      if (at >= length.toNanos()) {
        return of(arrivals, talk, length, seed);
      }
      arrivals.add((long) at);
    }
  }

  /// Streams that begin at these times, which are nanoseconds.
  ///
  /// @param talk how long each of them talks
  /// @param length behind which all end
  private static Plan of(List<Long> arrivals, Duration talk, Duration length, long seed) {
    return of(arrivals.stream()
        .map(from -> new Span(from,
            Math.max(from + 1, Math.min(from + talk.toNanos(), length.toNanos()))))
        .toList(), seed);
  }

  /// Streams that begin and end at these times.
  ///
  /// @param spans nanoseconds since the round begins
  public static Plan of(List<Span> spans, long seed) {
    var random = random(seed);
    return new Plan(spans.stream()
        .map(span -> new Session(span.fromNanos(), span.toNanos(), Manner.STEADY, End.FINISH,
            random.nextInt(OFFSETS)))
        .toList());
  }

  /// From when to when somebody talks.
  public record Span(long fromNanos, long toNanos) {}

  /// This one with so many of its devices, drawn by the seed, misbehaving.
  ///
  /// @param slowPercent that read slowly, 0..100
  /// @param halfOpenPercent that fall silent in their middle, 0..100 less the others
  public Plan withManners(double slowPercent, double halfOpenPercent, long seed) {
    var random = random(seed + 1);
    return new Plan(sessions.stream().map(session -> {
      var drawn = random.nextDouble() * 100;
      var manner = drawn < slowPercent
          ? Manner.SLOW_READER
          : drawn < slowPercent + halfOpenPercent ? Manner.HALF_OPEN : session.manner();
      return session.with(manner);
    }).toList());
  }

  /// This one where all that talk at this time hang up without a word and come back at once.
  public Plan withStorm(Duration at) {
    var storm = at.toNanos();
    var split = new ArrayList<Session>();
    for (var session : sessions) {
      if (session.fromNanos() < storm && session.toNanos() > storm
          && session.manner() == Manner.STEADY) {
        split.add(new Session(session.fromNanos(), storm, Manner.STEADY, End.DROP,
            session.offset(), session.tries()));
        split.add(new Session(storm, session.toNanos(), Manner.STEADY, session.end(),
            session.offset(), session.tries()));
      } else {
        split.add(session);
      }
    }
    return new Plan(split);
  }

  /// This one where whoever is told to come again does, so many times.
  public Plan withTries(int tries) {
    return new Plan(sessions.stream().map(session -> session.withTries(tries)).toList());
  }

  /// When the last of them has ended its sound.
  public Duration length() {
    return Duration.ofNanos(sessions.stream().mapToLong(Session::toNanos).max().orElse(0));
  }

  /// Every so-many-th stream, from this one on: the share of one event loop.
  Plan share(int loop, int loops) {
    var share = new ArrayList<Session>();
    for (var i = loop; i < sessions.size(); i += loops) {
      share.add(sessions.get(i));
    }
    return new Plan(share);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}

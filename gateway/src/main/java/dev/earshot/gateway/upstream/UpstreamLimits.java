package dev.earshot.gateway.upstream;

import java.time.Duration;

/// How patient a leg is with its recogniser.
///
/// @param ready from the subscription until sound may come
/// @param ping without any sign of life, until one is asked for
/// @param dead without any sign of life, until the leg is lost
/// @param flush from the question for words to its answer
/// @param end from the last sound to the last word
/// @param messages that may come within a `ping`
/// @param ahead audio that may be sent at once beyond the recogniser's pace
/// @param warm wires that are kept open for legs to come, to each target; 0 for none
public record UpstreamLimits(Duration ready, Duration ping, Duration dead, Duration flush,
    Duration end, int messages, Duration ahead, int warm) {
  private static final int LOOKS_PER_PING = 4;
  /// A stream must have its next word 2.5 s after its recogniser failed (issue 6): what is called has 2 s,
  /// in which a lost packet of TCP's can be sent again, and whoever does not answer a ping is left after
  /// 1.5 s.
  public static final UpstreamLimits USUAL = new UpstreamLimits(Duration.ofSeconds(2),
      Duration.ofMillis(500), Duration.ofMillis(1_500), Duration.ofSeconds(2),
      Duration.ofSeconds(10), 1_000, Duration.ofSeconds(1), 0);

  public UpstreamLimits {
    if (!ready.isPositive() || !ping.isPositive() || dead.compareTo(ping) <= 0
        || !flush.isPositive() || !end.isPositive() || messages < 1 || !ahead.isPositive()
        || warm < 0) {
      throw new IllegalArgumentException("ready: " + ready + ", ping: " + ping + ", dead: " + dead
          + ", flush: " + flush + ", end: " + end + ", messages: " + messages + ", ahead: " + ahead
          + ", warm: " + warm + " (expected: all > 0, dead > ping, warm >= 0)");
    }
  }

  /// How often a leg looks at the clock: deadlines are kept to this.
  Duration look() {
    return ping.dividedBy(LOOKS_PER_PING);
  }

  /// In so many looks without a sign of life a recogniser counts as dead, however long they took.
  int deadLooks() {
    return (int) dead.dividedBy(look());
  }

  /// The same with another time until sound may come.
  public UpstreamLimits readyWithin(Duration other) {
    return new UpstreamLimits(other, ping, dead, flush, end, messages, ahead, warm);
  }

  /// The same with other signs of life.
  public UpstreamLimits alive(Duration newPing, Duration newDead) {
    return new UpstreamLimits(ready, newPing, newDead, flush, end, messages, ahead, warm);
  }

  /// The same with other deadlines for answers.
  public UpstreamLimits answers(Duration newFlush, Duration newEnd) {
    return new UpstreamLimits(ready, ping, dead, newFlush, newEnd, messages, ahead, warm);
  }

  /// The same with so many wires kept open to each target.
  public UpstreamLimits keepWarm(int wires) {
    return new UpstreamLimits(ready, ping, dead, flush, end, messages, ahead, wires);
  }
}

package dev.earshot.core.relay;

import java.time.Duration;

/// How long a relay waits for what.
///
/// @param replay how much sound that is not final yet is kept for the next recogniser
/// @param replayBytes how much memory that may take, for each channel
/// @param mute how much **speech** a recogniser may hear without a word before it counts as mute
/// @param stall how long it may take no sound although it holds no more than its backlog
/// @param flush how long it may leave a flush unanswered, beyond its backlog
/// @param end how long its last words may take, beyond its backlog
/// @param giveUp how long a stream waits while no recogniser can be had
public record RelayTimes(Duration replay, int replayBytes, Duration mute, Duration stall,
    Duration flush, Duration end, Duration giveUp) {
  /// 15 s and 512 KiB (which is 15 s at 16 kHz), 6 s, 5 s, 3 s, 10 s, 30 s: issue 6.
  public static final RelayTimes USUAL = new RelayTimes(Duration.ofSeconds(15), 512 * 1_024,
      Duration.ofSeconds(6), Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(10),
      Duration.ofSeconds(30));

  public RelayTimes {
    positive("replay", replay);
    positive("mute", mute);
    positive("stall", stall);
    positive("flush", flush);
    positive("end", end);
    positive("giveUp", giveUp);
    if (replayBytes < 1) {
      throw new IllegalArgumentException("replayBytes: " + replayBytes + " (expected: >= 1)");
    }
  }

  public RelayTimes withReplay(Duration other) {
    return new RelayTimes(other, replayBytes, mute, stall, flush, end, giveUp);
  }

  public RelayTimes withMute(Duration other) {
    return new RelayTimes(replay, replayBytes, other, stall, flush, end, giveUp);
  }

  public RelayTimes withStall(Duration other) {
    return new RelayTimes(replay, replayBytes, mute, other, flush, end, giveUp);
  }

  public RelayTimes withGiveUp(Duration other) {
    return new RelayTimes(replay, replayBytes, mute, stall, flush, end, other);
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
    }
  }
}

package dev.earshot.load.credits;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The seed system's rule for some streams of one account on the same stores, by a clock of its own.
final class SeedRule {
  private final Stage stage;
  private final String account;
  private final Hand clock = new Hand();
  private final List<SeedStream> streams = new ArrayList<>();
  private final TreeMap<Long, List<Runnable>> plan = new TreeMap<>();

  /// @param seconds that each stream lasts
  SeedRule(Stage stage, String account, int streams, long seconds) {
    this.stage = stage;
    this.account = account;
    var random = stage.random();
    for (var i = 0; i < streams; i++) {
      at(i == 0 ? 0 : random.nextInt(60),
          () -> this.streams.add(new SeedStream(stage, account, clock, seconds)));
    }
  }

  void at(long second, Runnable action) {
    plan.computeIfAbsent(second, _ -> new ArrayList<>()).add(action);
  }

  /// Announces a change as the seed does: a bare value that lives two minutes.
  void raise() {
    stage.redis().ask("SET", "credits_invalidated:" + account, "1");
    at(clock.seconds() + 120, () -> stage.redis().ask("DEL", "credits_invalidated:" + account));
  }

  /// Lets so many seconds pass.
  SeedRule run(long seconds) {
    for (var i = 0L; i < seconds; i++) {
      for (var due = plan.remove(clock.seconds()); due != null; due = plan
          .remove(clock.seconds())) {
        due.forEach(Runnable::run);
      }
      clock.turn();
      streams.forEach(stream -> stream.second(stage.isRedisAlive()));
    }
    return this;
  }

  long now() {
    return clock.seconds();
  }

  SeedStream.Tally tally() {
    return streams.stream()
        .map(SeedStream::tally)
        .reduce(new SeedStream.Tally(0, 0, 0, 0, 0), SeedStream.Tally::plus);
  }

  List<Seen> seen() {
    return streams.stream().map(SeedStream::seen).toList();
  }
}

package dev.earshot.load.credits;

import dev.earshot.load.credits.DayStage.Turns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A day of the seed system's streams that keep no answer.
final class ScanningDay implements DayStreams {
  private static final long NO_LIFE = 0;

  private final Stage stage;
  private final String account;
  private final Hand clock = new Hand();
  private final Turns turns = new Turns();
  private final List<SeedStream> streams = new ArrayList<>();

  ScanningDay(Stage stage, String account) {
    this.stage = stage;
    this.account = account;
  }

  @Override
  public void connect(int many, long seconds) {
    for (var i = 0; i < many; i++) {
      streams.add(new SeedStream(stage, account, clock, seconds, NO_LIFE));
    }
  }

  @Override
  public void second() {
    clock.turn();
    streams.forEach(stream -> stream.second(true));
  }

  @Override
  public void changePlan() {
    stage.subscribe(account, turns.next());
  }

  @Override
  public void pass(Duration time) {
    clock.pass(time.toSeconds());
  }

  @Override
  public long reads() {
    return streams.stream()
        .map(SeedStream::tally)
        .mapToLong(tally -> tally.documents() + tally.plans())
        .sum();
  }

  /// Its tokens are looked up nowhere.
  @Override
  public long keyReads() {
    return 0;
  }

  @Override
  public void close() {
    streams.clear();
  }
}

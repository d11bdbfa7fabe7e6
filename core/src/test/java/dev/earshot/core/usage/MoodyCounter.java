package dev.earshot.core.usage;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A counter whose mood is what becomes of its answers.
public final class MoodyCounter implements UsageCounter {
  private final UsageCounter counter;
  private UnaryOperator<Mono<List<Tally>>> mood = answer -> answer;

  public MoodyCounter(UsageCounter counter) {
    this.counter = counter;
  }

  public void mood(UnaryOperator<Mono<List<Tally>>> next) {
    mood = next;
  }

  @Override
  public Mono<List<Tally>> report(List<Count> counts, List<LedgerRead> reads) {
    return mood.apply(counter.report(counts, reads));
  }

  @Override
  public Flux<Reading> orphans(Duration silence) {
    return counter.orphans(silence);
  }
}

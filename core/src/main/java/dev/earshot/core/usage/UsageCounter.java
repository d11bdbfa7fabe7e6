package dev.earshot.core.usage;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What the streams of an account have used this month, on all instances, second by second.
///
/// `total = base + sum(used - settled)`: the base is what the ledger has charged, the sum what it has not
/// yet. Everything is cumulative and only the most counts, so duplicates, replays and reordering change
/// nothing, and a counter that lost everything is whole again after one report of every stream and one
/// read of the ledger. It rather says too little than too much: a settle that is under way
/// ([Reading#intendedMs]) is not taken for used twice while nobody knows whether it is in the ledger.
public interface UsageCounter {
  /// Takes the news and answers each count in its order. Cold; one round trip; fails when the store does
  /// not answer, after which it is unknown whether the report has come: report the next one.
  ///
  /// - A stream of which the counter never heard has a past that may be missing in the base: the answer
  ///   is [Tally.Unseeded] until a [LedgerRead] with the mark of that answer, or a later one, has come.
  /// - A [LedgerRead] raises the base to what the ledger has charged, less what is under way; it lowers
  ///   a base that is more than was charged since its mark.
  /// - A [Count.Want] reserves what is left, up to its slice, but nothing while unseeded.
  Mono<List<Tally>> report(List<Count> counts, List<LedgerRead> reads);

  /// The streams that nobody has reported for so long and that have unsettled use; each may be settled by
  /// whoever asks, with the intents that its own instance would send. Cold; one caller on all
  /// instances gets them, the others an empty answer until `silence` has passed.
  Flux<Reading> orphans(Duration silence);
}

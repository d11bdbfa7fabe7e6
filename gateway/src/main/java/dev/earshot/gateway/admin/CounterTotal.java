package dev.earshot.gateway.admin;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.UsageCounter;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// Asks the counter what an account has used, for somebody who has no stream.
///
/// @param deadline for the one call
public record CounterTotal(UsageCounter counter, Duration deadline) {
  /// A stream that never uses anything: under its name the counter is asked.
  private static final StreamId NOBODY = new StreamId(new UUID(0, 0));

  /// Milliseconds of audio, settled or not; empty where the counter cannot tell. Cold; never fails.
  public Mono<OptionalLong> of(AccountId account, YearMonth month) {
    return Mono.defer(() -> counter.report(
        List.of(Count.of(new Reading(NOBODY, account, month, 0, 0))), List.of()))
        .timeout(deadline)
        .map(tallies -> tallies.getFirst() instanceof Tally.Total total
            ? OptionalLong.of(total.usedMs())
            : OptionalLong.empty())
        .onErrorReturn(OptionalLong.empty());
  }
}

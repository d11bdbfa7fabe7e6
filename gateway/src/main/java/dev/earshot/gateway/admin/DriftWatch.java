package dev.earshot.gateway.admin;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.UsageAudit;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/// Compares what month, hours and counter say that one account has used. They never differ while all is
/// well; a difference is a bug of ours, or somebody's hand in the documents.
///
/// @param deadline for the questions to the ledger
public record DriftWatch(UsageAudit audit, CounterTotal counter, InstantSource clock,
    Duration deadline) {
  /// What was found.
  ///
  /// @param monthHoursMs by which the month says more than its hours
  /// @param counterMs by which the counter says less than the ledger has charged; it may say more, for
  ///     not everything is settled. 0 where it could not tell
  public record Drift(long monthHoursMs, long counterMs) {}

  /// Looks at the month that runs. Cold; some five reads; empty where the account is charged all the time,
  /// fails when the ledger does not answer.
  public Mono<Drift> look(AccountId account) {
    return Mono.defer(() -> {
      var month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
      return audit.sums(account, month)
          .timeout(deadline)
          .flatMap(sums -> counter.of(account, month)
              .map(counted -> new Drift(sums.driftMs(),
                  Math.max(0, sums.monthMs() - counted.orElse(sums.monthMs())))));
    });
  }
}

package dev.earshot.core.usage;

import dev.earshot.core.identity.AccountId;
import java.time.YearMonth;
import reactor.core.publisher.Mono;

/// Looks whether a ledger that keeps sums beside their parts still agrees with itself.
public interface UsageAudit {
  /// What the month says an account has used, and what its parts add up to.
  ///
  /// @param monthMs milliseconds of audio, as everybody reads it
  /// @param partsMs the same, added up
  record Sums(long monthMs, long partsMs) {
    /// How far they are apart; above 0 where the month says more.
    public long driftMs() {
      return monthMs - partsMs;
    }
  }

  /// Reads both, of one moment. Cold; several reads, so not for often; empty where the account is charged
  /// all the time, fails when the store does not answer.
  Mono<Sums> sums(AccountId account, YearMonth month);
}

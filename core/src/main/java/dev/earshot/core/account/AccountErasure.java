package dev.earshot.core.account;

import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/// Removes what a store keeps of an account: plan, top-ups, use hour by hour, and at the very end its keys.
///
/// What stays is the sum of each month that may still be charged (41 days after its end it goes too), with
/// the names of its settles: without it a settle that is late would be charged twice, and whoever deletes
/// an account would get its monthly grant anew.
public interface AccountErasure {
  /// How many documents or rows one piece removes at most.
  int PIECE = 200;

  /// As settles of a month are accepted until 40 days after its end, and a day for clocks that differ.
  Duration CHARGED_FOR = Duration.ofDays(41);

  /// Removes one piece, as a whole or not at all, and gives how much it was; 0 where nothing is left. To
  /// remove everything, ask until it is 0; to ask once more changes nothing. Cold; fails when the store
  /// does not answer, after which it is unknown whether the piece was removed: ask again.
  Mono<Integer> erase(AccountId account);

  /// The first month whose sum stays.
  static YearMonth firstKept(Instant now) {
    return YearMonth.from(now.minus(CHARGED_FOR).atOffset(ZoneOffset.UTC));
  }
}

package dev.earshot.core.credit;

import dev.earshot.core.identity.AccountId;
import java.time.YearMonth;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/// The notices of a gateway that is alone. Those of a month are forgotten when a later one begins.
///
/// Safe for use by several threads.
public final class InProcessNotices implements CreditNotices {
  private record Notice(AccountId account, YearMonth month, Crossing crossing, long grantMs) {}

  private final Set<Notice> given = ConcurrentHashMap.newKeySet();

  @Override
  public Mono<Boolean> first(AccountId account, YearMonth month, Crossing crossing,
      long grantMs) {
    return Mono.fromSupplier(() -> {
      given.removeIf(notice -> notice.account.equals(account) && notice.month.isBefore(month));
      return given.add(new Notice(account, month, crossing, grantMs));
    });
  }
}

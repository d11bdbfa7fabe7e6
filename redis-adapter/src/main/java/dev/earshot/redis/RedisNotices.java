package dev.earshot.redis;

import dev.earshot.core.credit.CreditNotices;
import dev.earshot.core.identity.AccountId;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import reactor.core.publisher.Mono;

/// The notices that all gateways share: who writes the key first is the first. They are kept for a day
/// after their month, in which late streams may still notice.
final class RedisNotices implements CreditNotices {
  private static final Duration MARGIN = Duration.ofDays(1);

  private final Wire wire;
  private final InstantSource clock;

  RedisNotices(Wire wire, InstantSource clock) {
    this.wire = wire;
    this.clock = clock;
  }

  @Override
  public Mono<Boolean> first(AccountId account, YearMonth month, Crossing crossing,
      long grantMs) {
    return Mono.defer(() -> wire.within(
        wire.send(() -> List.of(claim(Names.notice(account, month, crossing, grantMs), month)))
            .map(claims -> "OK".equals(claims.getFirst().join()))));
  }

  private AsyncCommand<String, String, String> claim(String name, YearMonth month) {
    return Wire.command(CommandType.SET, new StatusOutput<>(Wire.CODEC), Wire.args()
        .addKey(name)
        .addValue("1")
        .add("NX")
        .add("PX")
        .add(life(month).toMillis()));
  }

  private Duration life(YearMonth month) {
    var end = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    var left = Duration.between(clock.instant(), end);
    return (left.isNegative() ? Duration.ZERO : left).plus(MARGIN);
  }
}

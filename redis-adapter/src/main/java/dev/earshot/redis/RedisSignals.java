package dev.earshot.redis;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.CreditChange;
import dev.earshot.core.signal.Signal;
import dev.earshot.core.signal.Signal.Raised;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The signals that all gateways share: a value that is kept for a quarter of an hour, and a message.
final class RedisSignals implements ChangeSignals {
  private static final Duration KEPT = Duration.ofMinutes(15);

  private final Wire wire;
  private final News<CreditChange> news;
  private final InstantSource clock;
  private final RandomGenerator random;

  RedisSignals(Wire wire, News<CreditChange> news, InstantSource clock, RandomGenerator random) {
    this.wire = wire;
    this.news = news;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Mono<Signal> read(AccountId account) {
    return Mono.defer(() -> wire.within(
        wire.send(() -> List.of(look(account))).map(looks -> seen(looks.getFirst()))));
  }

  @Override
  public Mono<Raised> raise(AccountId account) {
    return Mono.defer(() -> {
      var signal = new Raised(Long.toString(clock.millis(), Character.MAX_RADIX) + "-"
          + Long.toHexString(random.nextLong()));
      var set = Wire.command(CommandType.SET, new StatusOutput<>(Wire.CODEC), Wire.args()
          .addKey(Names.signal(account))
          .addValue(signal.value())
          .add("EX")
          .add(KEPT.toSeconds()));
      var push = Wire.command(CommandType.PUBLISH, new IntegerOutput<>(Wire.CODEC), Wire.args()
          .add(Names.CHANGES)
          .addValue(Message.write(account, signal)));
      return wire.within(
          wire.<AsyncCommand<String, String, ?>>send(() -> List.of(set, push)).map(_ -> {
            set.join();
            push.join();
            return signal;
          }));
    });
  }

  @Override
  public Flux<CreditChange> changes() {
    return news.changes();
  }

  /// A look at an account's signal.
  static AsyncCommand<String, String, String> look(AccountId account) {
    return Wire.command(CommandType.GET, new ValueOutput<>(Wire.CODEC),
        Wire.args().addKey(Names.signal(account)));
  }

  /// What a look has seen. Something that is no text is nobody's signal.
  static Signal seen(AsyncCommand<String, String, String> look) {
    if (look.isCompletedExceptionally()
        && look.exceptionNow() instanceof RedisCommandExecutionException said
        && String.valueOf(said.getMessage()).startsWith("WRONGTYPE")) {
      return Signal.absent();
    }
    var value = look.join();
    return value == null ? Signal.absent() : new Raised(value);
  }
}

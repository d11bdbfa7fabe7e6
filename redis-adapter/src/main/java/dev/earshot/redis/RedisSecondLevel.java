package dev.earshot.redis;

import dev.earshot.core.cache.PoisonedValueException;
import dev.earshot.core.cache.SecondLevel;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.output.ByteArrayOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/// The second level that all gateways share: a string for each name, with its time.
///
/// Nothing and the empty string are the same. So a deletion leaves an empty one for a while, which keeps out
/// who began to load before it; whoever puts never writes over something. What is read ends behind the
/// longest value: somebody else's gigabyte does not come through the wire.
final class RedisSecondLevel implements SecondLevel {
  private static final int MOST_BYTES = 8 << 20;

  private final Wire wire;

  RedisSecondLevel(Wire wire) {
    this.wire = wire;
  }

  @Override
  public Mono<byte[]> get(String name) {
    return Mono.defer(() -> wire.within(
        wire.send(() -> List.of(look(name))).map(looks -> seen(looks.getFirst()))))
        .flatMap(seen -> seen);
  }

  @Override
  public Mono<Void> put(String name, byte[] value, Duration ttl) {
    return Mono.defer(() -> {
      if (value.length == 0 || value.length > MOST_BYTES) {
        return Mono.error(new IllegalArgumentException(
            "value: " + value.length + " bytes (expected: 1.." + MOST_BYTES + ")"));
      }
      return set(args(name, value, ttl).add("NX"));
    });
  }

  @Override
  public Mono<Void> delete(String name) {
    return Mono.defer(() -> set(args(name, new byte[0], GUARD)));
  }

  @Override
  public int mostBytes() {
    return MOST_BYTES;
  }

  private static CommandArgs<String, String> args(String name, byte[] value, Duration life) {
    return Wire.args().addKey(name).add(value).add("PX").add(life.toMillis());
  }

  private Mono<Void> set(CommandArgs<String, String> args) {
    return wire.within(wire.send(() -> List.of(
        Wire.command(CommandType.SET, new StatusOutput<>(Wire.CODEC), args)))
        .doOnNext(sets -> sets.getFirst().join())
        .then());
  }

  private static AsyncCommand<String, String, byte[]> look(String name) {
    return Wire.command(CommandType.GETRANGE, new ByteArrayOutput<>(Wire.CODEC),
        Wire.args().addKey(name).add(0).add(MOST_BYTES));
  }

  /// What is to be said of it: poison is no failure of Redis', and so is none of those that we name.
  private static Mono<byte[]> seen(AsyncCommand<String, String, byte[]> look) {
    if (look.isCompletedExceptionally()
        && look.exceptionNow() instanceof RedisCommandExecutionException said
        && String.valueOf(said.getMessage()).startsWith("WRONGTYPE")) {
      return Mono.error(new PoisonedValueException("no string"));
    }
    var value = look.join();
    if (value == null || value.length == 0) {
      return Mono.empty();
    }
    return value.length > MOST_BYTES
        ? Mono.error(new PoisonedValueException("more than " + MOST_BYTES + " bytes"))
        : Mono.just(value);
  }
}

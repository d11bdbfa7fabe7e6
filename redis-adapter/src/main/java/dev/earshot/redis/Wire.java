package dev.earshot.redis;

import io.lettuce.core.RedisReadOnlyException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// Sends commands to Redis and waits for their answers, no longer than the deadline.
///
/// What is sent together leaves in one write and is one round trip, however many commands and, in a
/// cluster, nodes it is for.
final class Wire {
  static final StringCodec CODEC = StringCodec.UTF8;

  private final Lane<? extends StatefulConnection<String, String>> lane;
  private final RedisTimes times;
  private final Scheduler scheduler;
  private final LongAdder roundTrips = new LongAdder();

  /// @param scheduler on which answers are worked on, for the connection's own thread has others to read
  Wire(Lane<? extends StatefulConnection<String, String>> lane, RedisTimes times,
      Scheduler scheduler) {
    this.lane = lane;
    this.times = times;
    this.scheduler = scheduler;
  }

  /// How often something was sent.
  long roundTrips() {
    return roundTrips.sum();
  }

  /// A command that may be sent once.
  static <T> AsyncCommand<String, String, T> command(CommandType type,
      CommandOutput<String, String, T> output, CommandArgs<String, String> args) {
    return new AsyncCommand<>(new Command<>(type, output, args));
  }

  static CommandArgs<String, String> args() {
    return new CommandArgs<>(CODEC);
  }

  /// Sends commands and gives them back when all are answered, each with a value or an error of its own.
  /// Cold; to be ended by [#within].
  <A extends AsyncCommand<String, String, ?>> Mono<List<A>> send(Supplier<List<A>> commands) {
    return sendOn(lane, commands);
  }

  /// Ends what was made of [#send] by the deadline, on our scheduler, with our errors.
  <T> Mono<T> within(Mono<T> work) {
    return work.timeout(times.command(), scheduler).onErrorMap(RedisStoreException::of);
  }

  private <A extends AsyncCommand<String, String, ?>, C extends StatefulConnection<String, String>> Mono<List<A>> sendOn(
      Lane<C> on, Supplier<List<A>> commands) {
    return Mono.fromFuture(on::connection, true)
        .flatMap(connection -> sendOver(on, connection, commands.get()))
        .publishOn(scheduler);
  }

  private <A extends AsyncCommand<String, String, ?>, C extends StatefulConnection<String, String>> Mono<List<A>> sendOver(
      Lane<C> on, C connection, List<A> commands) {
    roundTrips.increment();
    connection.dispatch(commands);
    var all = CompletableFuture.allOf(commands.toArray(CompletableFuture<?>[]::new))
        .handle((_, _) -> {
          hear(on, connection, commands);
          return commands;
        });
    return Mono.fromFuture(all, true);
  }

  private static <C extends StatefulConnection<String, String>> void hear(Lane<C> lane,
      C connection, List<? extends AsyncCommand<String, String, ?>> commands) {
    var failures = commands.stream()
        .filter(CompletableFuture::isCompletedExceptionally)
        .map(CompletableFuture::exceptionNow)
        .toList();
    if (failures.stream().anyMatch(RedisReadOnlyException.class::isInstance)) {
      lane.lost(connection, "a replica"); // it was the master once: the name now leads elsewhere
    } else if (failures.stream()
        .anyMatch(why -> RedisStoreException.of(why) instanceof RedisStoreException.Late)) {
      lane.silent(connection);
    } else {
      lane.answered();
    }
  }
}

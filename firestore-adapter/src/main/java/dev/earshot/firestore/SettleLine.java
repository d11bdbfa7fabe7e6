package dev.earshot.firestore;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Settled;
import io.grpc.Status.Code;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/// Has the intents of an account wait while a batch of it is under way; those that wait go together in the
/// next one.
///
/// All of them raise the same month and hour, and Firestore writes a document about once a second: five hundred
/// streams of one account that end at once, as when an instance goes away, would wait for each other until
/// their deadlines. Who gives up while waiting leaves the line; who gives up while under way is charged or not,
/// as ever. Safe for use by several threads.
final class SettleLine {
  /// Of a batch, which has two documents more and may have 500.
  private static final int MOST = 100;

  private final Function<List<Settle>, Mono<Void>> together;
  private final Function<Settle, Mono<Settled>> alone;
  /// Who waits, of accounts of which a batch is under way.
  private final Map<AccountId, LinkedHashSet<Turn>> waiting = new HashMap<>();

  /// An intent and who waits for its answer.
  private static final class Turn {
    private final Settle intent;
    private final MonoSink<Settled> sink;
    private volatile boolean givenUp;

    private Turn(Settle intent, MonoSink<Settled> sink) {
      this.intent = intent;
      this.sink = sink;
    }

    private Settle intent() {
      return intent;
    }

    private void fail(Throwable failure) {
      if (!givenUp) { // or it would be told to the log
        sink.error(failure);
      }
    }
  }

  /// @param together charges intents of one account, all or none; fails with ALREADY_EXISTS where one of them
  ///     was charged before, and ends by itself within a deadline
  /// @param alone charges one, once however often it is asked
  SettleLine(Function<List<Settle>, Mono<Void>> together, Function<Settle, Mono<Settled>> alone) {
    this.together = together;
    this.alone = alone;
  }

  /// Cold; the answer comes on the thread of the batch.
  Mono<Settled> settle(Settle intent) {
    return Mono.create(sink -> join(new Turn(intent, sink)));
  }

  private void join(Turn turn) {
    var account = turn.intent.account();
    turn.sink.onCancel(() -> leave(turn));
    synchronized (waiting) {
      var line = waiting.get(account);
      if (line != null) {
        line.add(turn);
        return;
      }
      waiting.put(account, new LinkedHashSet<>());
    }
    send(account, List.of(turn));
  }

  private void leave(Turn turn) {
    turn.givenUp = true;
    synchronized (waiting) {
      var line = waiting.get(turn.intent.account());
      if (line != null) {
        line.remove(turn);
      }
    }
  }

  private void send(AccountId account, List<Turn> turns) {
    var _ = charge(turns).subscribe(_ -> {}, failure -> {
      turns.forEach(turn -> turn.fail(failure));
      next(account);
    }, () -> next(account));
  }

  /// Tells those that are charged; fails where nobody knows it of any.
  private Mono<Void> charge(List<Turn> turns) {
    if (turns.size() == 1) {
      return apart(turns);
    }
    return together.apply(turns.stream().map(Turn::intent).toList())
        .doOnSuccess(
            _ -> turns.forEach(turn -> turn.sink.success(new Settled(turn.intent.toMs()))))
        .onErrorResume(failure -> Failures.is(failure, Code.ALREADY_EXISTS), _ -> apart(turns));
  }

  private Mono<Void> apart(List<Turn> turns) {
    return Flux.fromIterable(turns)
        .concatMap(turn -> alone.apply(turn.intent)
            .doOnNext(turn.sink::success)
            .onErrorResume(failure -> Mono.fromRunnable(() -> turn.fail(failure))))
        .then();
  }

  private void next(AccountId account) {
    List<Turn> turns;
    synchronized (waiting) {
      turns = taken(waiting.getOrDefault(account, new LinkedHashSet<>()));
      if (turns.isEmpty()) {
        waiting.remove(account);
        return;
      }
    }
    send(account, turns);
  }

  /// The first ones; of those with the same name one, since a batch creates each document once.
  private static List<Turn> taken(SequencedSet<Turn> line) {
    var turns = new LinkedHashMap<String, Turn>();
    for (var turn : line) {
      if (turns.size() < MOST) {
        turns.putIfAbsent(turn.intent.id(), turn);
      }
    }
    turns.values().forEach(line::remove);
    return List.copyOf(turns.values());
  }
}

package dev.earshot.core.integration;

import dev.earshot.core.integration.HookNews.Drop;
import dev.earshot.core.integration.Outcome.Delivered;
import dev.earshot.core.integration.Outcome.Failed;
import dev.earshot.core.integration.Outcome.Gone;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/// Delivers what is in the outbox: each line's batches one after the other, to each host a few at once,
/// again and again until they are taken or a day has passed.
///
/// A final waits for others up to a second. A batch that is not taken is tried again after a pause that is drawn
/// between nothing and a most that doubles with each failure: the same batch under the same id, and nothing of its
/// line before it. Everything here happens on one thread of the scheduler; nobody waits there.
public final class Dispatcher implements AutoCloseable {
  private static final Duration TIDY = Duration.ofSeconds(10);
  /// Between two lines of the last run: thousands do not ask for their hooks at once.
  private static final Duration RESUME_EACH = Duration.ofMillis(5);

  private final Outbox outbox;
  private final Destinations destinations;
  private final DeliveryTimes times;
  private final HookNews news;
  private final RandomGenerator random;
  private final Scheduler scheduler;
  private final Errands errands;
  private final Map<Line, Turn> turns = new HashMap<>();
  private final Map<String, Host> hosts = new HashMap<>();
  private final Set<String> gone = ConcurrentHashMap.newKeySet();

  /// @param scheduler tells the time, too
  public Dispatcher(Outbox outbox, Destinations destinations, DeliveryTimes times, HookNews news,
      RandomGenerator random, Scheduler scheduler) {
    this.outbox = outbox;
    this.destinations = destinations;
    this.times = times;
    this.news = news;
    this.random = random;
    this.scheduler = scheduler;
    this.errands = new Errands(scheduler);
  }

  /// Goes on with what the last run left behind, and drops, every 10 s, what has become too old.
  public void start() {
    errands.run(this::resume);
    errands.each(TIDY, this::tidy);
  }

  /// So many entries of this line were kept. Returns at once; any thread.
  void appended(Line line, int entries) {
    errands.run(() -> more(line, entries));
  }

  /// Whether this app has said that it wants nothing more. Any thread.
  boolean isGone(Hook hook) {
    return gone.contains(Destinations.identity(hook));
  }

  /// Ends what is under way; what was not taken stays in the outbox.
  @Override
  public void close() {
    errands.close();
  }

  private void resume() {
    errands.ask(outbox.lines(), lines -> {
      var after = Duration.ZERO;
      for (var line : lines) {
        var _ = errands.later(after, () -> more(line, times.batch()));
        after = after.plus(RESUME_EACH);
      }
    }, error -> {
      news.fault("read the outbox", error);
      var _ = errands.later(TIDY, this::resume);
    });
  }

  private void tidy() {
    var before = Instant.ofEpochMilli(errands.nowMs()).minus(times.keep());
    errands.ask(outbox.prune(before).flatMap(old -> {
      dropped(Drop.OLD, old);
      return outbox.held();
    }), news::holds, error -> news.fault("prune the outbox", error));
    var now = errands.nowMs();
    hosts.values().removeIf(host -> host.isIdle(now));
  }

  private void more(Line line, int entries) {
    var known = turns.get(line);
    if (known == null) {
      var turn = new Turn(line);
      turns.put(line, turn);
      if (entries >= times.batch()) {
        seek(turn);
      } else {
        turn.linger(entries, errands.later(times.linger(), () -> seek(turn)));
      }
    } else if (known.came(entries, times.batch())) {
      seek(known);
    }
  }

  /// Asks where it goes, and waits for a place there.
  private void seek(Turn turn) {
    turn.leaves();
    find(turn, there -> queue(turn, there), () -> {});
  }

  /// Asks where it goes; one that goes nowhere any more is forgotten.
  ///
  /// @param missed is run where it goes nowhere now
  private void find(Turn turn, Consumer<Destination> found, Runnable missed) {
    errands.ask(destinations.of(turn.line()).map(Optional::of).defaultIfEmpty(Optional.empty()),
        times.lookup(), there -> {
          if (there.filter(one -> !gone.contains(one.identity())).isPresent()) {
            turn.goesTo(there.get(), errands.nowMs());
            found.accept(there.get());
          } else {
            missed.run();
            forget(turn, there.isPresent() ? Drop.GONE : Drop.DISABLED);
          }
        }, error -> {
          missed.run();
          fault(turn, "look up hooks", error);
        });
  }

  private void queue(Turn turn, Destination there) {
    var host = hosts.computeIfAbsent(there.host(), _ -> new Host(times, random));
    host.await(turn.line());
    pump(host);
  }

  private void pump(Host host) {
    for (var next = host.take(errands.nowMs()); next != null; next = host.take(errands.nowMs())) {
      depart(turns.get(next), host);
    }
    host.alarm(errands.nowMs()).ifPresent(rest -> errands.later(rest, () -> {
      host.rang();
      pump(host);
    }));
  }

  private void depart(@Nullable Turn turn, Host host) {
    var there = turn == null ? null : turn.destination(errands.nowMs(), times.memory().toMillis());
    if (turn == null) {
      host.returned();
    } else if (there != null) {
      send(turn, there, host);
    } else { // it has waited so long that its owner may have changed it; its place is kept meanwhile
      find(turn, now -> {
        if (host.equals(hosts.get(now.host()))) {
          send(turn, now, host);
        } else {
          host.returned();
          queue(turn, now);
          pump(host);
        }
      }, () -> {
        host.returned();
        pump(host);
      });
    }
  }

  private void send(Turn turn, Destination there, Host host) {
    errands.ask(outbox.next(turn.line(), times.batch())
        .timeout(times.lookup(), scheduler)
        .flatMap(batch -> Attempt.at(there, batch, times.deadline(), scheduler))
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty()), tried -> {
          tried.ifPresentOrElse(after -> tried(turn, there, host, after), () -> {
            host.returned();
            over(turn);
          });
          pump(host);
        }, error -> {
          host.returned();
          fault(turn, "read the outbox", error);
          pump(host);
        });
  }

  private void tried(Turn turn, Destination there, Host host, Attempt tried) {
    switch (tried.outcome()) {
      case Delivered _ -> {
        host.succeeded();
        turn.succeeded();
        news.delivered(tried.batch().said().size());
        errands.ask(outbox.remove(tried.batch()).thenReturn(true), times.lookup(),
            _ -> seek(turn), error -> fault(turn, "remove from the outbox", error)); // told again
      }
      case Gone _ -> {
        host.succeeded();
        gone.add(there.identity());
        forget(turn, Drop.GONE);
      }
      case Failed(var why, var after) -> {
        news.failed(why);
        host.failed(errands.nowMs(), after);
        pause(turn, after);
      }
    }
  }

  private void fault(Turn turn, String what, Throwable why) {
    news.fault(what, why);
    pause(turn, Duration.ZERO);
  }

  private void pause(Turn turn, Duration atLeast) {
    var most = times.mostAfter(turn.failed()).toMillis();
    var drawn = Duration.ofMillis(random.nextLong(most + 1));
    var _ = errands.later(drawn.compareTo(atLeast) < 0 ? atLeast : drawn, () -> seek(turn));
  }

  /// Nothing of it is left, unless something came while that was found out.
  private void over(Turn turn) {
    turns.remove(turn.line());
    if (turn.hasMore()) {
      more(turn.line(), times.batch());
    }
  }

  private void forget(Turn turn, Drop why) {
    errands.ask(outbox.remove(turn.line()), times.lookup(), entries -> {
      dropped(why, entries);
      over(turn);
    }, error -> fault(turn, "remove from the outbox", error));
  }

  private void dropped(Drop why, long entries) {
    if (entries > 0) {
      news.dropped(why, entries);
    }
  }
}

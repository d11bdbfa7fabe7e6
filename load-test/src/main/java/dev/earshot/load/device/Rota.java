package dev.earshot.load.device;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The streams of a round that live on one event loop: it wakes up when the next of them is due. All but
/// [#over] happens on that loop.
final class Rota {
  /// It wakes up no more often than this, so that frames which are due together are sent together.
  private static final long GRAIN_NANOS = 300_000;

  private final EventLoop loop;
  private final Line line;
  private final long originNanos;
  private final Agenda agenda = new Agenda();
  private final Tally tally = new Tally();
  private final Set<PacedDevice> live = new HashSet<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private @Nullable Future<?> wake;
  private long wakeNanos = Agenda.NEVER;
  private int planned;

  Rota(EventLoop loop, Line line, long originNanos) {
    this.loop = loop;
    this.line = line;
    this.originNanos = originNanos;
  }

  /// Begins; called once.
  void begin(Plan plan) {
    planned = plan.sessions().size();
    for (var session : plan.sessions()) {
      agenda.add(now -> begin(session), session.fromNanos());
    }
    settle();
    wakeAt(agenda.next());
  }

  private long begin(Session session) {
    tally.count(Count.OFFERED);
    return call(session);
  }

  private long call(Session session) {
    planned--;
    var device = new PacedDevice(this, line, session);
    live.add(device);
    device.call();
    return Agenda.NEVER;
  }

  /// Whoever was told to come again tries once more.
  ///
  /// @param after when it may, as it was told
  void comesAgain(Session session, Duration after) {
    tally.count(Count.TOLD_TO_COME_AGAIN);
    planned++;
    var next = session.again(now() + Comeback.nanos(after, session));
    add(_ -> call(next), next.fromNanos());
  }

  EventLoop loop() {
    return loop;
  }

  Tally tally() {
    return tally;
  }

  /// The round's clock.
  long now() {
    return System.nanoTime() - originNanos;
  }

  long originNanos() {
    return originNanos;
  }

  void add(Agenda.Item item, long dueNanos) {
    agenda.add(item, dueNanos);
    if (dueNanos < wakeNanos) {
      wakeAt(dueNanos);
    }
  }

  void isDone(PacedDevice device) {
    live.remove(device);
    settle();
  }

  /// Nobody begins any more, and all that talk come to their end.
  void stop() {
    planned = 0;
    agenda.clear();
    List.copyOf(live).forEach(PacedDevice::stop);
    settle();
  }

  /// Hangs up whoever is still there.
  void abandon() {
    List.copyOf(live).forEach(device -> device.fails("no last words when the round was closed"));
  }

  /// Completes when the last of them has ended.
  CompletableFuture<Void> over() {
    return over;
  }

  private void settle() {
    if (planned == 0 && live.isEmpty()) {
      over.complete(null);
    }
  }

  private void wakeAt(long dueNanos) {
    var last = wake;
    if (last != null) {
      last.cancel(false);
    }
    wakeNanos = dueNanos;
    wake = dueNanos == Agenda.NEVER
        ? null
        : loop.schedule(this::run, Math.max(GRAIN_NANOS, dueNanos - now()), TimeUnit.NANOSECONDS);
  }

  private void run() {
    wake = null;
    wakeNanos = 0; // whoever is added while it runs need not wake it
    wakeAt(agenda.run(now()));
  }
}

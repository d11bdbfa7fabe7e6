package dev.earshot.gateway.upstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/// Keeps some wires open for legs to come, to the targets that were called last: a leg that finds one saves
/// the time of names, TCP, TLS and upgrade. Each is handed out once, and replaced when it is or when it dies;
/// a target that does not answer is called less and less often.
///
/// Safe for use by several threads.
final class Warm {
  private static final int MOST_TARGETS = 4;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration USUAL_SIGN = Duration.ofSeconds(5);
  private static final int LONGEST_WAIT_LOOKS = 64;

  /// The wires to one target.
  private static final class Pool {
    private final List<Parked> parked = new ArrayList<>();
    private int failures;
    private int wait;
  }

  private final int each;
  private final List<Frame> idle;
  private final Switchboard switchboard;
  private final int looksPerSign;
  // guarded by this, like what is in it
  private final Map<Target, Pool> pools = new LinkedHashMap<>(8, 0.75f, true);
  private boolean started;
  private int looks;

  /// @param each wires to a target, 0 for none
  /// @param sign how often an open wire wants a sign of life, 0 where it does not
  Warm(int each, Duration sign, List<Frame> idle, Switchboard switchboard) {
    this.each = each;
    this.idle = idle;
    this.switchboard = switchboard;
    this.looksPerSign = (int) Math.max(1, (sign.isZero() ? USUAL_SIGN : sign).dividedBy(LOOK));
  }

  /// A wire to this target, which will be kept warm from now on.
  synchronized @Nullable Parked take(Target target) {
    if (each == 0) {
      return null;
    }
    var pool = pools.computeIfAbsent(target, _ -> new Pool());
    if (pools.size() > MOST_TARGETS) {
      var oldest = pools.entrySet().iterator();
      oldest.next().getValue().parked.forEach(one -> one.loop().execute(one::leave));
      oldest.remove();
    }
    start();
    for (var one : List.copyOf(pool.parked)) {
      if (one.isOpen()) {
        pool.parked.remove(one);
        return one;
      }
    }
    return null;
  }

  private void start() {
    if (!started) {
      started = true;
      var loop = switchboard.loop(Context.empty());
      loop.execute(() -> {
        var _ = loop.every(LOOK, this::look);
        look();
      });
    }
  }

  private synchronized void look() {
    var sign = ++looks % looksPerSign == 0;
    pools.forEach((target, pool) -> {
      var gone = pool.parked.removeIf(Parked::isGone);
      if (gone) {
        pool.wait = Math.min(LONGEST_WAIT_LOOKS, 1 << Math.min(pool.failures++, 6));
      } else if (pool.parked.stream().anyMatch(Parked::isOpen)) {
        pool.failures = 0;
      }
      if (pool.wait > 0) {
        pool.wait--;
      } else {
        fill(target, pool);
      }
      if (sign) {
        pool.parked.forEach(one -> one.loop().execute(() -> one.stayAlive(idle)));
      }
    });
  }

  private void fill(Target target, Pool pool) {
    while (pool.parked.size() < each) {
      pool.parked.add(new Parked(switchboard, target, switchboard.loop(Context.empty())));
    }
  }
}

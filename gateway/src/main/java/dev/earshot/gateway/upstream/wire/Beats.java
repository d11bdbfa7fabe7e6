package dev.earshot.gateway.upstream.wire;

import dev.earshot.gateway.upstream.Loop.Beat;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What repeats on one event loop, with one timer for all that does so equally often: a timer for each of
/// thousands would cost more than what they do. It is dealt out over shares of the time, so that not all of it
/// comes at once.
///
/// On the event loop only.
final class Beats {
  private static final int SHARES = 8;

  private final EventLoop loop;
  private final Map<Long, Wheel> wheels = new HashMap<>();

  Beats(EventLoop loop) {
    this.loop = loop;
  }

  /// Runs it every so often, from one such time from now on.
  Beat every(Duration time, Runnable task) {
    return wheels.computeIfAbsent(time.toNanos(), Wheel::new).add(task);
  }

  /// What repeats equally often.
  private final class Wheel {
    private final long shareNanos;
    private final List<List<Task>> shares = Stream.<List<Task>>generate(ArrayList::new)
        .limit(SHARES)
        .toList();
    private @Nullable Future<?> timer;
    private int count;
    private int at;

    private Wheel(long nanos) {
      this.shareNanos = Math.max(1, nanos / SHARES);
    }

    private Beat add(Runnable what) {
      if (timer == null) {
        timer = loop.scheduleAtFixedRate(this::turn, shareNanos, shareNanos, TimeUnit.NANOSECONDS);
      }
      var share = shares.get(at); // the one that was just served: a whole turn from now
      var task = new Task(what, share);
      share.add(task);
      count++;
      return () -> remove(task);
    }

    private void turn() {
      at = (at + 1) % SHARES;
      var share = shares.get(at);
      for (var i = share.size() - 1; i >= 0; i--) { // backwards: one that ends makes place for one that ran
        if (i < share.size()) {
          share.get(i).what.run();
        }
      }
    }

    private void remove(Task task) {
      var place = task.share.indexOf(task);
      if (place < 0) {
        return;
      }
      var last = task.share.removeLast();
      if (place < task.share.size()) {
        task.share.set(place, last);
      }
      count--;
      if (count == 0 && timer != null) {
        timer.cancel(false);
        timer = null;
      }
    }
  }

  /// One that repeats.
  private static final class Task {
    private final Runnable what;
    private final List<Task> share;

    private Task(Runnable what, List<Task> share) {
      this.what = what;
      this.share = share;
    }
  }
}

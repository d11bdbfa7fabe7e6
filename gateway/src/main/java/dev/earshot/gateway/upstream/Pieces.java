package dev.earshot.gateway.upstream;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Capabilities.Feed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes pieces of sound as long as a recogniser wants them out of windows as they come.
///
/// A piece has no hole: where sound was discarded, what was gathered before goes out short. Packets cannot be
/// joined nor cut, so they go on as they came.
final class Pieces {
  private final long shortest;
  private final long longest;
  private final boolean packed;
  private @Nullable Window gathered;

  /// @param packed whether sound comes as packets
  Pieces(Feed feed, boolean packed) {
    this.packed = packed;
    this.shortest = samples(feed.shortest());
    this.longest = Math.max(1, samples(feed.longest()));
  }

  /// Takes a window, and gives what is long enough now.
  List<Window> take(Window window) {
    var pieces = new ArrayList<Window>();
    if (packed) {
      pieces.add(window);
      return pieces;
    }
    var before = gathered;
    if (before != null && before.toSample() != window.fromSample()) {
      pieces.addAll(rest());
      before = null;
    }
    var all = before == null ? window : joined(before, window);
    gathered = all;
    if (all.pcm().length >= shortest) {
      pieces.addAll(rest());
    }
    return pieces;
  }

  /// What is left, however short it is.
  List<Window> rest() {
    var all = gathered;
    gathered = null;
    if (all == null || all.pcm().length == 0) {
      return List.of();
    }
    return all.pcm().length <= longest ? List.of(all) : cut(all);
  }

  /// Pieces of one length, but for the last: so that none is shorter than it may be for want of a sample.
  private List<Window> cut(Window all) {
    var count = Math.ceilDiv(all.pcm().length, longest);
    var pieces = new ArrayList<Window>();
    for (var i = 0L; i < count; i++) {
      var from = (int) (all.pcm().length * i / count);
      var to = (int) (all.pcm().length * (i + 1) / count);
      pieces.add(new Window(clock(all, from), clock(all, to),
          Arrays.copyOfRange(all.pcm(), from, to)));
    }
    return pieces;
  }

  private static long clock(Window all, int at) {
    return all.fromSample() + all.captured() * at / all.pcm().length;
  }

  private static Window joined(Window one, Window next) {
    var pcm = Arrays.copyOf(one.pcm(), one.pcm().length + next.pcm().length);
    System.arraycopy(next.pcm(), 0, pcm, one.pcm().length, next.pcm().length);
    return new Window(one.fromSample(), next.toSample(), pcm);
  }

  private static long samples(Duration time) {
    return time.compareTo(Duration.ofHours(1)) > 0
        ? Integer.MAX_VALUE
        : time.toMillis() * Sound.RATE_HZ / 1_000;
  }
}

package dev.earshot.gateway.upstream.openai;

import dev.earshot.gateway.upstream.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commits of ours that have no answer yet, which is an item or an error.
final class Commits {
  /// By how much an item may end before the commit that ends it: rates are rounded.
  private static final double SLACK_MS = 50;

  /// One of them.
  ///
  /// @param atMs up to where sound was given
  /// @param flushes that ask for it
  record Commit(String id, double atMs, int flushes) {
    private Commit and(Commit later) {
      return new Commit(id, later.atMs, flushes + later.flushes);
    }
  }

  private final List<Commit> open = new ArrayList<>();
  private long count;

  /// What commits the sound so far.
  Frame commit(double atMs, boolean isFlush) {
    var commit = new Commit("commit_" + count++, atMs, isFlush ? 1 : 0);
    open.add(commit);
    return new Frame.Text(
        "{\"type\":\"input_audio_buffer.commit\",\"event_id\":\"" + commit.id + "\"}");
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /// An item came of the oldest one.
  @Nullable
  Commit answered() {
    return open.isEmpty() ? null : open.removeFirst();
  }

  /// An item came that ends there: of the oldest one, if that lies there too.
  @Nullable
  Commit answered(double endMs) {
    return open.isEmpty() || open.getFirst().atMs > endMs + SLACK_MS ? null : open.removeFirst();
  }

  /// Nothing was there to be committed.
  ///
  /// @param id which one; null where the server does not say: the oldest
  /// @return whom it answers; null where that is none of ours, or one before it has no answer yet, which is
  ///     then the answer to both
  @Nullable
  Commit empty(@Nullable String id) {
    for (var i = 0; i < open.size(); i++) {
      if (id == null || open.get(i).id.equals(id)) {
        var empty = open.remove(i);
        if (i == 0) {
          return empty;
        }
        open.set(i - 1, open.get(i - 1).and(empty));
        return null;
      }
    }
    return null;
  }
}

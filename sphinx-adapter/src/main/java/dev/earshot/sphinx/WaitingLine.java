package dev.earshot.sphinx;

import dev.earshot.sphinx.DecoderPool.Borrower;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/// Those who wait for a decoder, in the order of asking, each with a clock that runs until he leaves. Its
/// pool guards it.
final class WaitingLine {
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  private record Waiting(Borrower borrower, Disposable patience) {}

  int size() {
    return waiting.size();
  }

  /// @param patience is stopped when he leaves
  void join(Borrower borrower, Disposable patience) {
    waiting.add(new Waiting(borrower, patience));
  }

  /// Whose turn it is; null where nobody waits.
  @Nullable
  Borrower next() {
    var next = waiting.poll();
    if (next == null) {
      return null;
    }
    next.patience.dispose();
    return next.borrower;
  }

  /// Whether he was here.
  boolean leave(Borrower borrower) {
    for (var one : waiting) {
      if (one.borrower.equals(borrower)) {
        one.patience.dispose();
        return waiting.remove(one);
      }
    }
    return false;
  }

  /// Everybody who was here.
  List<Borrower> leaveAll() {
    var all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(one -> one.patience.dispose());
    return all.stream().map(Waiting::borrower).toList();
  }
}

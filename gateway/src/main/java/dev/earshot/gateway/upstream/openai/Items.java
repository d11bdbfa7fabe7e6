package dev.earshot.gateway.upstream.openai;

import dev.earshot.core.recogniser.RecogniserException.Garbled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The items that are not told yet, in the order of their sound. Their texts may be complete in another order
/// (wire-protocols B.5); they are told in this one.
final class Items {
  private static final int MOST = 64;

  private final List<Item> waiting = new ArrayList<>();
  private final Deque<String> told = new ArrayDeque<>();

  /// The item of this name, which is a new one where it was not heard of; null where it is told already.
  @Nullable
  Item named(String id) {
    for (var item : waiting) {
      if (item.id().equals(id)) {
        return item;
      }
    }
    if (told.contains(id)) {
      return null;
    }
    if (waiting.size() == MOST) {
      throw new Garbled("items: " + (MOST + 1) + " without a text (expected: <= " + MOST + ")");
    }
    var item = new Item(id);
    waiting.add(item);
    return item;
  }

  /// Its sound has ended, and so it has its place: behind the one that the server names, or else behind all
  /// that have theirs.
  void commit(Item item, @Nullable String previous) {
    item.commit(previous);
    waiting.remove(item);
    var at = 0;
    for (var i = 0; i < waiting.size(); i++) {
      var other = waiting.get(i);
      if (other.isBehind(item.id())) {
        break;
      }
      if (other.isCommitted()) {
        at = i + 1;
      }
      if (other.id().equals(previous)) {
        at = i + 1;
        break;
      }
    }
    waiting.add(at, item);
  }

  /// The next one to be told, which is told now; null while it is not complete.
  @Nullable
  Item next() {
    var first = first();
    if (first == null || !first.isCommitted() || first.transcript() == null) {
      return null;
    }
    waiting.removeFirst();
    told.add(first.id());
    if (told.size() > MOST) {
      told.remove();
    }
    return first;
  }

  @Nullable
  Item first() {
    return waiting.isEmpty() ? null : waiting.getFirst();
  }

  /// The last one whose sound has ended.
  @Nullable
  Item lastCommitted() {
    return waiting.reversed().stream().filter(Item::isCommitted).findFirst().orElse(null);
  }

  /// Whether no text is awaited: of an item whose sound never ended and that says nothing, none is.
  boolean areTold() {
    return waiting.stream().noneMatch(item -> item.isCommitted() || !item.grown().isEmpty());
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }
}

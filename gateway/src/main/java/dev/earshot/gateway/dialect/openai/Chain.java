package dev.earshot.gateway.dialect.openai;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The items of a stream one behind the other, and who is charged for which sound: an item for all from
/// the end of the one before it to its own, silence and what was cleared included, so that nothing is
/// charged twice and only what follows the last item is charged with none.
final class Chain {
  private final ServerEvents events;
  /// Items that are committed and not completed, with the one before each.
  private final Map<Item, Link> open = new HashMap<>();
  private @Nullable String last;
  private long chargedMs;
  private long mostMs = Long.MAX_VALUE;
  private long committed;

  private record Link(@Nullable String previous) {}

  Chain(ServerEvents events) {
    this.events = events;
  }

  /// How many items were committed.
  long committed() {
    return committed;
  }

  /// The stream is over: no more than this is charged for.
  void chargeAtMost(long ms) {
    mostMs = ms;
  }

  /// Makes it an item, behind the last one.
  void commit(Item item) {
    events.committed(item, last);
    open.put(item, new Link(last));
    last = item.id();
    committed++;
  }

  /// Nothing more will be told of it. Items are completed in the order in which they were committed.
  ///
  /// @param toMs where its sound ends
  void complete(Item item, long toMs) {
    var link = Objects.requireNonNull(open.remove(item), "committed");
    var ms = Math.max(0, Math.min(toMs, mostMs) - chargedMs);
    chargedMs += ms;
    events.completed(item, link.previous, ms);
  }

  /// The same, of an item of which sound was lost: where nothing else was said in it, it has failed.
  ///
  /// @param lost why; null where nothing was
  void complete(Item item, long toMs, @Nullable Fault lost) {
    if (lost == null || item.hasText()) {
      complete(item, toMs);
    } else {
      fail(item, lost);
    }
  }

  /// It will never be completed.
  void fail(Item item, Fault why) {
    open.remove(item);
    events.failed(item, why);
  }
}

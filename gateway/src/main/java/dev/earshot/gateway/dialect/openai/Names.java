package dev.earshot.gateway.dialect.openai;

import dev.earshot.core.identity.StreamId;
import java.util.UUID;

/// The names that a stream gives: its session's, and one for each event and item. The same stream gives
/// the same names, and no two of its names are the same.
final class Names {
  /// Names are made of a number; this keeps items and events apart.
  private static final long ITEM = 1L << 40;

  private final StreamId stream;
  private long events;
  private long items;

  Names(StreamId stream) {
    this.stream = stream;
  }

  String session() {
    return "sess_" + hex(stream.value());
  }

  String nextEvent() {
    return "event_" + hex(stream.part(1 + events++)); // part 0 is the stream itself
  }

  String nextItem() {
    return "item_" + hex(stream.part(ITEM + items++));
  }

  private static String hex(UUID id) {
    return "%016x%016x".formatted(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }
}

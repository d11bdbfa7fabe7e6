package dev.earshot.core.integration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/// What still has to be delivered, on this instance's own disk. It holds words: whatever was delivered or
/// dropped is gone from it.
///
/// It is bounded in number and in bytes. Where a new entry has no room, the oldest goes, with the batch
/// that it was cut into. All publishers are cold; each subscription is one read or one write.
public interface Outbox {
  /// How much there is.
  ///
  /// @param entries finals, for each app that has to be told
  /// @param bytes of their text, and 256 for each
  /// @param oldest when its oldest was said; empty where there is nothing
  record Held(long entries, long bytes, Optional<Instant> oldest) {}

  /// Keeps all of these or none. One that is there already changes nothing.
  ///
  /// @return how many older ones had to go
  Mono<Long> append(List<Entry> entries);

  /// Everybody for whom there is something, the oldest first.
  Mono<List<Line>> lines();

  /// The next batch of a line, cut now where it was not before: from then on it is the answer until it is
  /// removed, whatever is appended. Empty where there is nothing.
  ///
  /// @param most finals, 1 or more; counts only where it is cut now
  Mono<Batch> next(Line line, int most);

  /// It is delivered, or nobody wants it. Removing it again changes nothing.
  Mono<Void> remove(Batch batch);

  /// Nobody wants this line any more.
  ///
  /// @return how many finals it had
  Mono<Long> remove(Line line);

  /// Drops what was said before that moment; a batch goes as a whole, when its last final is as old.
  ///
  /// @return how many
  Mono<Long> prune(Instant before);

  Mono<Held> held();
}

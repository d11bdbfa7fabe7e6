package dev.earshot.core.operator;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/// What was changed at this instance's operations port. A deed is written down before it is done, and what
/// came of it afterwards, so that none is done that is not in it. Kept for [#KEPT].
///
/// All publishers are cold; each subscription is one read or one write, on a disk that survives a kill.
public interface AuditLog {
  /// How long a deed is kept; older ones go when the next is written.
  Duration KEPT = Duration.ofDays(400);
  /// As many as can be read at once.
  int LARGEST = 1_000;

  /// Writes down what is about to be done, and gives its number.
  Mono<Long> begin(Deed deed);

  /// Writes down what came of it. Does nothing where the number is nobody's.
  ///
  /// @param outcome the status that is answered
  Mono<Void> end(long number, int outcome);

  /// The last ones, the latest first.
  ///
  /// @param most as many as at most come, 1 to [#LARGEST]
  Mono<List<Deed>> latest(int most);
}

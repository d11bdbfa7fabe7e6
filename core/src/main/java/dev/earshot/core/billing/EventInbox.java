package dev.earshot.core.billing;

import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// What came from the payment service and how far each event got, kept beside the ledger.
///
/// All publishers are cold; each subscription is one read or one write. An entry is kept for [#KEPT] at
/// least, which is longer than the service sends an event again.
public interface EventInbox {
  /// How long an entry is kept.
  Duration KEPT = Duration.ofDays(40);

  /// How far an event got. Only the last stage makes its repetition a no-op.
  enum Stage {
    /// It came.
    RECEIVED,
    /// What it says is in the ledger.
    APPLIED,
    /// And was announced, where there was something to announce.
    SIGNALLED
  }

  /// An event as it is kept.
  ///
  /// @param account whose plan it has changed; null while nobody knows
  record Entry(BillingEvent event, Stage stage, @Nullable AccountId account) {}

  /// Keeps the event where it is new, and gives its entry as it stands: the first that was kept under its id.
  Mono<Entry> receive(BillingEvent event);

  /// Says how far the event got. A stage that it has passed and an event that nobody keeps change nothing.
  ///
  /// @param account null leaves it as it is
  Mono<Void> advance(String event, Stage stage, @Nullable AccountId account);
}

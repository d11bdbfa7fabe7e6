package dev.earshot.core.signal;

import java.util.List;
import reactor.core.publisher.Mono;

/// The changes that are to be announced, where a kill does not lose them: beside the ledger, so that
/// any instance can announce what another one has left behind.
///
/// All publishers are cold; each subscription is one read or one write.
public interface SignalOutbox {
  /// As many as [#waiting] tells at most.
  int MOST = 200;

  /// Keeps this, in the place of what has the same id.
  Mono<Void> put(SignalIntent intent);

  /// Forgets what has this id; changes nothing where nothing has.
  Mono<Void> remove(String id);

  /// What waits, the soonest due first, [#MOST] at most, whether it is due or not.
  Mono<List<SignalIntent>> waiting();
}

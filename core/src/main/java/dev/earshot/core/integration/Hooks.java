package dev.earshot.core.integration;

import dev.earshot.core.identity.AccountId;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/// Who wants to be told what an account says.
@FunctionalInterface
public interface Hooks {
  /// Nobody.
  Hooks NONE = _ -> Mono.just(List.of());

  /// The hooks of the apps that this account has enabled, at most one for each app; empty where there are
  /// none. Cold; fails when nobody can tell. It is asked every half a minute for each stream that speaks, and
  /// before each delivery, so it should answer from memory most of the time.
  Mono<List<Hook>> of(AccountId account);

  /// These, and those of others for apps that have none here.
  default Hooks and(Hooks others) {
    return account -> Mono.zip(of(account), others.of(account), (mine, theirs) -> {
      var apps = mine.stream().map(Hook::app).toList();
      return Stream
          .concat(mine.stream(), theirs.stream().filter(hook -> !apps.contains(hook.app())))
          .toList();
    });
  }
}

package dev.earshot.core.app;

import dev.earshot.core.identity.AccountId;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Which apps a user has enabled. All publishers are cold.
public interface Installs {
  /// How many apps a user may have enabled.
  int MOST_ENABLED = 200;

  /// The apps that the user has enabled, deleted ones perhaps among them.
  Mono<Set<AppId>> enabledBy(AccountId user);

  /// Enables the app for the user, and counts one install more; false where it was enabled before, then
  /// nothing changes. Whoever asks has made sure that there is such an app. Fails with
  /// [IllegalArgumentException] where the user has [#MOST_ENABLED] already.
  Mono<Boolean> enable(AccountId user, AppId app);

  /// Takes it back, and counts one install less; false where it was not enabled, then nothing changes.
  Mono<Boolean> disable(AccountId user, AppId app);
}

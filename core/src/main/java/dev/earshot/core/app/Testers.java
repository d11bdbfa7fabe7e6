package dev.earshot.core.app;

import dev.earshot.core.identity.AccountId;
import java.util.List;
import reactor.core.publisher.Mono;

/// Who tests which apps. All publishers are cold.
public interface Testers {
  /// How many testers of one app are told at most.
  int MOST_OF_APP = 500;

  /// What this user tests; empty for one who is no tester. One read.
  Mono<Tester> find(AccountId account);

  /// Who tests this app, in no order; [#MOST_OF_APP] at the most.
  Mono<List<AccountId>> of(AppId app);

  /// Keeps a tester, in place of what the same user tested before.
  Mono<Void> put(Tester tester);

  /// Lets a tester see one app more; false where the user is no tester. Repeating it changes nothing. Fails
  /// with [IllegalArgumentException] where the tester has [Tester#MOST_APPS] already.
  Mono<Boolean> grant(AccountId account, AppId app);

  /// Takes one app from a tester; false where the user is no tester. Repeating it changes nothing.
  Mono<Boolean> revoke(AccountId account, AppId app);

  /// The user tests no longer; false where it was no tester.
  Mono<Boolean> remove(AccountId account);
}

package dev.earshot.redis;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.CreditChange.Changed;
import dev.earshot.core.signal.Signal.Raised;
import java.util.Optional;

/// What is pushed when an account was changed: `account value`, which has no other blank. An account
/// alone, from somebody who knows no values, is the bare `1` that is always new.
final class Message {
  private static final int LONGEST = 256;
  private static final Raised BARE = new Raised("1");

  private Message() {}

  static String write(AccountId account, Raised signal) {
    return account + " " + signal.value();
  }

  /// The change that was pushed; empty for everything else, of which there may be anything.
  static Optional<Changed> read(String text) {
    var blank = text.indexOf(' ');
    var name = blank < 0 ? text : text.substring(0, blank);
    var value = blank < 0 ? BARE.value() : text.substring(blank + 1);
    if (text.length() > LONGEST || value.isEmpty() || value.chars().anyMatch(c -> c <= ' ')) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Changed(new AccountId(name), new Raised(value)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

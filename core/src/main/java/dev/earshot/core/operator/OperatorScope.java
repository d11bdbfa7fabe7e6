package dev.earshot.core.operator;

import java.util.Locale;

/// A part of the operations port that a key may open.
public enum OperatorScope {
  /// What accounts may use.
  CREDITS("credits"),
  /// Keys of accounts.
  KEYS("keys"),
  /// Recognisers.
  ENGINES("engines"),
  /// Accounts as a whole, and their deletion.
  ACCOUNTS("accounts"),
  /// Who tries apps that are not for everybody yet.
  TESTERS("testers"),
  /// This instance as a whole: sending its streams elsewhere.
  INSTANCE("instance"),
  /// What was changed, and with whose key.
  AUDIT("audit"),
  /// All of it, and the keys of the operations port themselves.
  ALL("*");

  private final String word;

  OperatorScope(String word) {
    this.word = word;
  }

  /// As people write it.
  public String word() {
    return word;
  }

  /// The scope that people write so.
  ///
  /// @throws IllegalArgumentException for none
  public static OperatorScope of(String word) {
    for (var scope : values()) {
      if (scope.word.equals(word.toLowerCase(Locale.ROOT))) {
        return scope;
      }
    }
    throw new IllegalArgumentException("scope: unknown (expected: one of credits, keys, engines, "
        + "accounts, testers, instance, audit, *)");
  }
}

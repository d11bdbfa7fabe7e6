package dev.earshot.gateway.socket;

import dev.earshot.core.identity.StreamId;
import dev.earshot.gateway.auth.Pass;
import dev.earshot.gateway.dialect.Spoken;
import dev.earshot.gateway.dialect.Wish;
import org.jspecify.annotations.Nullable;

/// One client that was upgraded.
///
/// @param stream the id that its messages carry
/// @param spoken in which dialect
/// @param wish what it wants
/// @param admitted with what it was let in, where that was asked before the upgrade: a place of the account is taken
record Visit(StreamId stream, Spoken spoken, Wish wish, @Nullable Pass admitted) {
  Visit withoutKey() {
    return new Visit(stream, spoken, wish.withoutKey(), admitted);
  }
}

package dev.earshot.gateway.config;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.integration.Hook;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is told what is said.
///
/// @param on whether anybody is
/// @param inside whether addresses inside a network, and http, are spoken to
/// @param listed hooks that the operator has written down
/// @param frequencies how often the owners that the operator has written down are notified, 0 to 5
/// @param notifications where owners are notified; null for the log
public record HookSettings(boolean on, boolean inside, Map<AccountId, List<Hook>> listed,
    Map<AccountId, Integer> frequencies, @Nullable Target notifications) {
  public static final HookSettings OFF = new HookSettings(false, false, Map.of(), Map.of(), null);

  /// A server of the operator's.
  ///
  /// @param secret signs what is sent there
  public record Target(String url, Secret secret) {}

  public HookSettings {
    listed = Map.copyOf(listed);
    frequencies = Map.copyOf(frequencies);
  }
}

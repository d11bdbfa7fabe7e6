package dev.earshot.core.app;

import java.util.Set;

/// Which apps a user has enabled.
public record EnabledApps(Set<AppId> ids) {
  public EnabledApps {
    ids = Set.copyOf(ids);
  }
}

package dev.earshot.gateway.upstream;

import dev.earshot.core.recogniser.Leg;
import java.util.List;

/// Whom we call for a leg, and how we speak then.
public interface Vendor {
  Target target(Leg leg);

  /// A new conversation.
  Tongue tongue(Leg leg);

  /// What keeps an open wire alive on which no conversation has begun.
  default List<Frame> idle() {
    return List.of();
  }
}

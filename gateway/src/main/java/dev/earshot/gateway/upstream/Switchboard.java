package dev.earshot.gateway.upstream;

import reactor.util.context.ContextView;

/// Opens wires.
public interface Switchboard {
  /// One of the loops that wires may belong to: where the subscriber says that it lives on one of them, that
  /// one, so that nothing changes threads between the two.
  Loop loop(ContextView subscriber);

  /// Calls, and tells the listener how that went. Called on the loop.
  ///
  /// @param loop one of [#loop]'s
  /// @return the wire, which is not open yet: it can be cut
  Wire open(Target target, Loop loop, Wire.Listener listener);
}

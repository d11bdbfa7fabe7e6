package dev.earshot.gateway.upstream;

/// Opens wires.
public interface Switchboard {
  /// One of the loops that wires may belong to.
  Loop loop();

  /// Calls, and tells the listener how that went. Called on the loop.
  ///
  /// @param loop one of [#loop]'s
  /// @return the wire, which is not open yet: it can be cut
  Wire open(Target target, Loop loop, Wire.Listener listener);
}

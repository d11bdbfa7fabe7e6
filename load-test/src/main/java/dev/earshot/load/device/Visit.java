package dev.earshot.load.device;

import java.util.List;

/// One connection of a device that comes back, when it is over.
///
/// @param device its number
/// @param dialect that was spoken
/// @param readyNanos when the gateway was ready for its sound, by the clock of this machine; 0: never
/// @param endedNanos when it was over
/// @param soundMs that the device wrote to its socket
/// @param finished whether the device ended it, and was told its last words
/// @param code of the gateway's close frame; [#UNTOLD] where none came
/// @param how it ended, in a few words
/// @param told troubles that the gateway told
/// @param words what came of its words
public record Visit(int device, Dialect dialect, long readyNanos, long endedNanos, long soundMs,
    boolean finished, int code, String how, List<String> told, Words words) {
  /// There was no close frame: what browsers call 1006.
  public static final int UNTOLD = 1006;

  public Visit {
    told = List.copyOf(told);
  }

  /// The words of a connection.
  ///
  /// @param committed that came to stay
  /// @param lost that had to come and did not
  /// @param doubled that came to stay twice
  public record Words(int committed, int lost, int doubled) {}

  /// Whether sound was taken.
  public boolean wasReady() {
    return readyNanos != 0;
  }
}

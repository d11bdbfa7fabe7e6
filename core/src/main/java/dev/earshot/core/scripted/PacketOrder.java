package dev.earshot.core.scripted;

import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.RecogniserException.Garbled;

/// Judges the packets that a leg is given: each begins where the one before ended, by what they say of
/// themselves, or behind a hole in the sound.
final class PacketOrder {
  private long windowTo = -1;
  private long packetTo;

  /// Judges the packets of the next window, if it has nothing else.
  ///
  /// @throws Garbled where one is missing, doubled or not as long as the window says
  void hear(Window window) {
    var packets = window.packets();
    if (!window.isPacked() || packets == null) {
      windowTo = -1;
      return;
    }
    var begin = window.fromSample() + packets.lead();
    if (window.fromSample() != windowTo) {
      packetTo = begin;
    }
    if (packets.bytes().length > 0) {
      if (begin != packetTo) {
        throw new Garbled("packet: at sample " + begin + " (expected: " + packetTo
            + ", where the one before ends)");
      }
      packetTo += packets.samples();
    }
    if (packetTo < window.toSample()) {
      throw new Garbled("packets: to sample " + packetTo + " (expected: >= " + window.toSample()
          + ", where their window ends)");
    }
    windowTo = window.toSample();
  }
}

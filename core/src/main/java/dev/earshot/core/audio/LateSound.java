package dev.earshot.core.audio;

import dev.earshot.core.audio.Sound.Window;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Decodes those windows of a stream that somebody wants the samples of, and remembers shortly what nobody
/// wanted: a decoder that begins in the middle hears some of that first, to get into the state that it would
/// have been in. Not safe for use by several threads.
public final class LateSound {
  /// What a decoder hears first, as a tape keeps it: 240 ms.
  private static final long BEFORE = Sound.RATE_HZ * 240L / 1_000;

  private final Deque<Window> unheard = new ArrayDeque<>(4);
  private long unheardSamples;
  private @Nullable FrameDecoders decoders;
  private @Nullable PacketSound sound;
  private boolean forgot;

  /// The same window with its samples, where it has none.
  public Window open(Window window) {
    var packets = window.packets();
    if (packets == null || !window.isPacked()) {
      return window;
    }
    var by = sound(packets.decoders());
    while (!unheard.isEmpty()) {
      hear(by, unheard.remove());
    }
    unheardSamples = 0;
    return new Window(window.fromSample(), window.toSample(),
        by.hear(packets, Math.toIntExact(window.captured())), packets);
  }

  /// Nobody wants the samples of this one.
  public void pass(Window window) {
    if (window.isPacked()) {
      unheard.add(window);
      unheardSamples += window.captured();
      while (unheardSamples - unheard.element().captured() >= BEFORE) {
        unheardSamples -= unheard.remove().captured();
        forgot = true;
      }
    }
  }

  private PacketSound sound(FrameDecoders wanted) {
    var open = sound;
    if (open == null || forgot || !wanted.equals(decoders)) {
      open = new PacketSound(wanted.fresh());
      sound = open;
      decoders = wanted;
      forgot = false;
    }
    return open;
  }

  private static void hear(PacketSound by, Window window) {
    var packets = window.packets();
    if (packets != null) {
      by.hear(packets, Math.toIntExact(window.captured()));
    }
  }
}

package dev.earshot.sphinx;

import java.util.Arrays;
import java.util.Random;

/// A room in which nobody speaks, for the edges of recordings that were cut close: the decoder expects
/// some silence around a sentence. Not digital zeros, which no room gives.
final class Silence {
  /// Samples before the voice, true silence counted: 200 ms. More than that, spliced in front of true
  /// silence, costs words.
  static final int BEFORE = 3_200;
  /// Samples behind the voice, true silence counted: 300 ms.
  static final int BEHIND = 4_800;
  private static final int LOUDNESS = 8;
  private static final short[] ROOM = room();

  private Silence() {}

  /// So much of it; the same samples each time.
  static short[] of(long samples) {
    return Arrays.copyOf(ROOM, Math.clamp(samples, 0, ROOM.length));
  }

  private static short[] room() {
    var random = new Random(1);
    var room = new short[Math.max(BEFORE, BEHIND)];
    for (var i = 0; i < room.length; i++) {
      room[i] = (short) Math.round(random.nextGaussian() * LOUDNESS);
    }
    return room;
  }
}

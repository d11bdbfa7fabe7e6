package dev.earshot.sphinx;

import java.util.Arrays;
import java.util.Random;

/// A room in which nobody speaks, for the edges of recordings that were cut close: the decoder expects
/// some silence around a sentence. Not digital zeros, which no room gives.
final class Silence {
  static int LOUD = Integer.getInteger("loud", 8);
  static int HEAD = 16 * Integer.getInteger("head", 200);
  static int TAIL = 16 * Integer.getInteger("tail", 300);
  private static final short[] ROOM = room();

  private Silence() {}

  /// So much of it; the same samples each time.
  static short[] of(long samples) {
    return Arrays.copyOf(ROOM, Math.clamp(samples, 0, ROOM.length));
  }

  private static short[] room() {
    var random = new Random(1);
    var room = new short[16000];
    for (var i = 0; i < room.length; i++) {
      room[i] = (short) Math.round(random.nextGaussian() * LOUD);
    }
    return room;
  }
}

package dev.earshot.load;

import dev.earshot.core.audio.WavFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Where speech begins and ends in a clean recording, read from its loudness: the oracle that latencies
/// are measured against.
///
/// @param fromMs first 10 ms that are clearly loud
/// @param toMs behind the last ones
record Speech(long fromMs, long toMs) {
  private static final double LOUD = 400;
  /// A pause as long as this lies between two utterances.
  private static final long PAUSE_MS = 450;

  /// Every stretch of speech between two pauses.
  static List<Speech> in(WavFile recording) {
    var samples = ByteBuffer.wrap(recording.pcm()).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    var step = (int) recording.format().samplesIn(10);
    var found = new ArrayList<Speech>();
    for (var at = 0; at + step <= samples.remaining(); at += step) {
      if (loudness(samples, at, step) > LOUD) {
        extend(found, recording.format().millisOf(at));
      }
    }
    return found;
  }

  private static void extend(List<Speech> found, long atMs) {
    if (!found.isEmpty() && atMs - found.getLast().toMs() < PAUSE_MS) {
      found.set(found.size() - 1, new Speech(found.getLast().fromMs(), atMs + 10));
    } else {
      found.add(new Speech(atMs, atMs + 10));
    }
  }

  private static double loudness(java.nio.ShortBuffer samples, int at, int count) {
    var sum = 0d;
    for (var i = at; i < at + count; i++) {
      sum += (double) samples.get(i) * samples.get(i);
    }
    return Math.sqrt(sum / count);
  }
}

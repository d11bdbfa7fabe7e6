package dev.earshot.gateway.audio;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Speech at 16 kHz as a device encodes it.
public final class OpusPackets {
  private OpusPackets() {}

  /// Packets of this length and bit rate; another rate only changes how much sound there is.
  public static List<byte[]> of(short[] speech, int rateHz, int millis, int bitsPerSecond) {
    return of(OpusApplication.OPUS_APPLICATION_VOIP, speech, rateHz, millis, bitsPerSecond);
  }

  /// The same, tuned for something.
  static List<byte[]> of(OpusApplication tuning, short[] speech, int rateHz, int millis,
      int bitsPerSecond) {
    try {
      var encoder = new OpusEncoder(rateHz, 1, tuning);
      encoder.setBitrate(bitsPerSecond);
      var samples = rateHz / 1_000 * millis;
      var packets = new ArrayList<byte[]>();
      var packet = new byte[4_000];
      for (var at = 0; at + samples <= speech.length; at += samples) {
        var length = encoder.encode(speech, at, samples, packet, 0, packet.length);
        packets.add(Arrays.copyOf(packet, length));
      }
      return packets;
    } catch (OpusException e) {
      throw new IllegalStateException(e);
    }
  }
}

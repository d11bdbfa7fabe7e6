package dev.earshot.core.audio;

import dev.earshot.core.voice.EnergyDetector;
import dev.earshot.core.voice.VoiceDetector;
import java.nio.ByteBuffer;

/// Says of the packets of one stream whether somebody speaks, and decodes none of them: SILK tells what its
/// encoder heard, and of CELT it is known how loud it is. Not safe for use by several threads.
public final class PacketVoices implements OpusPacket.Celt {
  private final OpusPacket packet = new OpusPacket();
  private final CeltLoudness loudness = new CeltLoudness();
  private final EnergyDetector detector = new EnergyDetector();
  /// Of frames that are shorter than those of the detector.
  private int gathered;
  private double energy;

  /// In how many samples of the next packets there is a voice.
  public int hear(Packets packets) {
    var voiced = new int[1];
    packets.forEach(one -> voiced[0] += packet.read(one, 0, one.remaining()) == 0
        ? 0
        : packet.voiced(one, this));
    return voiced[0];
  }

  @Override
  public int voiced(ByteBuffer bytes, int from, int length, OpusPacket of) {
    var loud = loudness.hear(bytes, from, length, of.config(), of.isStereo());
    gathered += of.frameSamples();
    energy += loud * loud * of.frameSamples();
    if (gathered < VoiceDetector.FRAME) {
      return 0;
    }
    var mean = Math.sqrt(energy / gathered);
    var voiced = 0;
    for (; gathered >= VoiceDetector.FRAME; gathered -= VoiceDetector.FRAME) {
      voiced += detector.hears(mean) ? VoiceDetector.FRAME : 0;
    }
    energy = 0;
    gathered = 0;
    return voiced;
  }
}

package dev.earshot.testkit;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Resampler;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.audio.WavFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a narrow line does to sound at 16 kHz, until our own [Resampler] brings it back to 16 kHz.
public enum Line {
  /// Linear samples at 8 kHz.
  NARROW {
    @Override
    short[] carry(short[] pcm) {
      return halve(pcm, 0);
    }
  },
  /// Samples of a telephone exchange: 300 to 3,400 Hz, mu-law, 8 kHz.
  TELEPHONE {
    @Override
    short[] carry(short[] pcm) {
      var samples = halve(pcm, 300);
      for (var i = 0; i < samples.length; i++) {
        samples[i] = throughMuLaw(samples[i]);
      }
      return samples;
    }
  };

  public static final AudioFormat FORMAT = AudioFormat.pcm16(8_000);
  private static final int WINDOW = 1_600;
  private static final int REACH = 256;
  private static final int MU_LAW_BIAS = 132;
  private static final int MU_LAW_MOST = 32_635;

  /// The samples at 8 kHz that come out of the line.
  abstract short[] carry(short[] pcm);

  /// The same, as the recogniser gets it.
  public short[] hear(short[] pcm) {
    var samples = carry(pcm);
    var resampler = Resampler.from(FORMAT.sampleRateHz());
    var heard = resampler.resample(samples, samples.length);
    var held = resampler.drain();
    var all = Arrays.copyOf(heard, heard.length + held.length);
    System.arraycopy(held, 0, all, heard.length, held.length);
    return all;
  }

  /// The recording as it travels through the house behind this line: windows of 100 ms.
  public List<Sound> windows(WavFile recording) {
    var wide = Resampler.from(recording.format().sampleRateHz());
    var samples = samples(recording);
    var heard = hear(wide.resample(samples, samples.length));
    var windows = new ArrayList<Sound>();
    for (var at = 0; at < heard.length; at += WINDOW) {
      var pcm = Arrays.copyOfRange(heard, at, Math.min(heard.length, at + WINDOW));
      windows.add(new Window(at / 2, (at + pcm.length) / 2, pcm));
    }
    return windows;
  }

  public static short[] samples(WavFile wav) {
    var samples = new short[wav.pcm().length / 2];
    ByteBuffer.wrap(wav.pcm()).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }

  /// Every second sample of what lies between the two edges; the upper one is 3,400 Hz where there is
  /// a lower one, else 3,800 Hz.
  private static short[] halve(short[] pcm, int fromHz) {
    var toHz = fromHz == 0 ? 3_800 : 3_400;
    var weights = new double[2 * REACH + 1];
    for (var k = -REACH; k <= REACH; k++) {
      var window = 0.42 + 0.5 * Math.cos(Math.PI * k / REACH)
          + 0.08 * Math.cos(2 * Math.PI * k / REACH);
      weights[k + REACH] = window * (lowPass(toHz, k) - (fromHz == 0 ? 0 : lowPass(fromHz, k)));
    }
    var out = new short[(pcm.length + 1) / 2];
    for (var i = 0; i < out.length; i++) {
      var sum = 0d;
      for (var k = Math.max(-REACH, -2 * i); k <= REACH && 2 * i + k < pcm.length; k++) {
        sum += weights[k + REACH] * pcm[2 * i + k];
      }
      out[i] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return out;
  }

  private static double lowPass(int edgeHz, int k) {
    var x = 2.0 * edgeHz / 16_000;
    return k == 0 ? x : Math.sin(Math.PI * x * k) / (Math.PI * k);
  }

  /// To the eight bits of G.711 and back.
  private static short throughMuLaw(short sample) {
    var magnitude = Math.min(Math.abs((int) sample), MU_LAW_MOST) + MU_LAW_BIAS;
    var step = Integer.highestOneBit(magnitude) >> 4;
    var heard = (magnitude / step) * step + step / 2 - MU_LAW_BIAS;
    return (short) (sample < 0 ? -heard : heard);
  }
}

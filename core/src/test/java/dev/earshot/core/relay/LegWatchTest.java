package dev.earshot.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.FrameDecoders;
import dev.earshot.core.audio.Hums;
import dev.earshot.core.audio.Packets;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.voice.EnergyDetector;
import dev.earshot.core.voice.VoiceDetector;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// How much speech a leg has heard, where nobody has decoded it: six seconds without a word and it is left.
class LegWatchTest {
  private static final int SILK = 0x48;
  private static final int VOICE = 0x80;

  private final AtomicInteger decoders = new AtomicInteger();
  private final FrameDecoders decoder = () -> {
    decoders.incrementAndGet();
    return new Hums(0);
  };

  @Test
  void speechMs_packetsWithAVoice_countsThemWithoutADecoder() {
    var watch = watch(new EnergyDetector());
    for (var i = 0; i < 300; i++) {
      watch.given(packed(i, i < 250 ? VOICE : 0), i);
    }

    assertThat(watch.speechMs()).isEqualTo(5_000);
    assertThat(decoders).hasValue(0);
  }

  /// A detector that tells voices from noise knows better than the encoder.
  @Test
  void speechMs_detectorThatKnowsBetter_isAskedAboutTheSamples() {
    var watch = watch((_, _) -> true);
    for (var i = 0; i < 50; i++) {
      watch.given(packed(i, 0), i);
    }

    assertThat(watch.speechMs()).isEqualTo(1_000);
    assertThat(decoders).hasValue(1);
  }

  private static LegWatch watch(VoiceDetector detector) {
    return new LegWatch(RelayTimes.USUAL,
        new Capabilities("any", Set.of(), true, true, Duration.ofSeconds(1), 1), detector, 0, 0);
  }

  private Window packed(long number, int flags) {
    return Window.packed(number * 320, number * 320 + 320,
        new Packets(0, new byte[]{3, SILK, (byte) flags, 90}, decoder));
  }
}

package dev.earshot.gateway.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.SoundDecoder;
import dev.earshot.core.audio.UnreadableSoundException;
import dev.earshot.core.container.Sniffer;
import dev.earshot.core.container.Sniffer.Finding;
import dev.earshot.testkit.SpeechSample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that other programs wrote of the bundled speech. How each was made: `ATTRIBUTION.txt` beside them.
class RealFilesTest {
  private static final int FROM = 8_000;
  private static final int SECOND = 16_000;
  private static final short[] LEFT = samples("conf-placeintoconf-16k");
  private static final short[] RIGHT = samples("pls-hold-while-try-16k");
  private static final short[] LEFT_SECOND = Arrays.copyOfRange(LEFT, FROM, FROM + SECOND);
  private static final short[] RIGHT_SECOND = Arrays.copyOfRange(RIGHT, FROM, FROM + SECOND);

  @ParameterizedTest
  @CsvSource({"mono.flac", "fixed.flac", "deep.flac", "ffmpeg.flac"})
  void read_flac_isTheClipToTheBit(String file) {
    var heard = hear(RecordedSpeech.bytes(file), true, 1_000);
    assertThat(heard.format).isEqualTo(new AudioFormat(Codec.FLAC, 16_000));
    assertThat(heard.samples).hasSize(1);
    assertThat(heard.samples.getFirst()).isEqualTo(LEFT_SECOND);
  }

  @Test
  void read_stereoFlac_isBothClipsToTheBit() {
    var heard = hear(RecordedSpeech.bytes("two.flac"), true, 1_000);
    assertThat(heard.samples.get(0)).isEqualTo(LEFT_SECOND);
    assertThat(heard.samples.get(1)).isEqualTo(RIGHT_SECOND);
    var mixed = hear(RecordedSpeech.bytes("two.flac"), false, 1_000).samples.getFirst();
    for (var i = 0; i < SECOND; i++) {
      assertThat(mixed[i]).isEqualTo((short) ((LEFT_SECOND[i] + RIGHT_SECOND[i]) / 2));
    }
  }

  @Test
  void read_wav_isTheClipToTheBit() throws IOException {
    var wav = Files.readAllBytes(SpeechSample.named("conf-placeintoconf-16k").file());
    var heard = hear(wav, false, 1_000);
    assertThat(heard.format).isEqualTo(AudioFormat.pcm16(16_000));
    assertThat(heard.samples.getFirst()).isEqualTo(LEFT);
  }

  /// `opusenc` says in the last page how long the clip was; a live stream does not, and a browser leaves
  /// out what its last packet of 60 ms could not be filled with.
  @ParameterizedTest
  @CsvSource({"mono.opus, OGG_OPUS, 38204, 0", "live.webm, WEBM_OPUS, 38204, 320",
      "browser.webm, WEBM_OPUS, 37440, 0"})
  void read_opus_soundsLikeTheClip(String file, Codec codec, int length, int longer) {
    var heard = hear(RecordedSpeech.bytes(file), true, 1_000);
    assertThat(Objects.requireNonNull(heard.format).codec()).isEqualTo(codec);
    assertThat(heard.format.captureRateHz()).isEqualTo(16_000);
    assertThat(heard.samples).hasSize(1);
    assertThat(heard.samples.getFirst().length).isBetween(length, length + longer);
    assertThat(Likeness.of(heard.samples.getFirst(), LEFT)).isGreaterThan(0.8);
  }

  @ParameterizedTest
  @CsvSource({"two.opus, OGG_OPUS", "two.webm, WEBM_OPUS"})
  void read_stereoOpus_soundsLikeBothClips(String file, Codec codec) {
    var heard = hear(RecordedSpeech.bytes(file), true, 1_000);
    assertThat(Objects.requireNonNull(heard.format).codec()).isEqualTo(codec);
    assertThat(heard.samples).hasSize(2);
    assertThat(heard.samples.get(0)).hasSize(SECOND);
    assertThat(Likeness.of(heard.samples.get(0), LEFT_SECOND)).isGreaterThan(0.8);
    assertThat(Likeness.of(heard.samples.get(1), RIGHT_SECOND)).isGreaterThan(0.8);
    var mixed = hear(RecordedSpeech.bytes(file), false, 1_000);
    assertThat(mixed.samples).hasSize(1);
    assertThat(Likeness.of(mixed.samples.getFirst(), LEFT_SECOND)).isGreaterThan(0.4);
    assertThat(Likeness.of(mixed.samples.getFirst(), RIGHT_SECOND)).isGreaterThan(0.4);
  }

  @ParameterizedTest
  @CsvSource({"mono.flac", "two.flac", "mono.opus", "two.opus", "two.webm", "live.webm",
      "browser.webm"})
  void read_anyFileCutAnywhere_givesTheSame(String file) {
    var bytes = RecordedSpeech.bytes(file);
    var whole = hear(bytes, true, bytes.length);
    for (var step : List.of(1, 2, 7, 255, 640, 4_096)) {
      assertThat(hear(bytes, true, step).told()).as("steps of %d", step).isEqualTo(whole.told());
    }
  }

  @ParameterizedTest
  @CsvSource({"mono.flac", "mono.opus", "two.opus", "two.webm", "browser.webm"})
  void read_anyFileWithWrongBytes_neverFailsUntyped(String file) {
    var bytes = RecordedSpeech.bytes(file);
    for (var seed = 0; seed < 40; seed++) {
      var random = new Random(seed);
      var wrong = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      for (var i = random.nextInt(8); i > 0 && wrong.length > 0; i--) {
        wrong[random.nextInt(random.nextBoolean() ? wrong.length : Math.min(wrong.length, 300))] //
            = (byte) random.nextInt(256);
      }
      var heard = hear(wrong, true, 3_000);
      assertThat(heard.told()).as("seed %d", seed).isEqualTo(hear(wrong, true, 777).told());
    }
  }

  /// What was heard; the problem is empty when there was none.
  private record Heard(@Nullable AudioFormat format,
      List<short[]> samples, String problem) {
    private String told() {
      return format + problem + samples.stream().map(Arrays::hashCode).toList();
    }
  }

  private static Heard hear(byte[] bytes, boolean apart, int step) {
    var sniffer = Sniffer.ofAny(apart, OpusFrames::ofContainer);
    var heard = new ArrayList<short[]>();
    AudioFormat format = null;
    SoundDecoder sound = null;
    try {
      for (var at = 0; at < bytes.length; at += step) {
        var piece = ByteBuffer.wrap(bytes, at, Math.min(step, bytes.length - at));
        if (sound != null) {
          sound.take(piece);
        } else {
          switch (sniffer.take(piece)) {
            case Finding.More _ -> {
              continue;
            }
            case Finding.Unreadable(var reason, var offset) -> {
              return new Heard(null, List.of(), reason + " at " + offset);
            }
            case Finding.Known(var known, var from) -> {
              format = known;
              sound = from;
            }
          }
        }
        read(sound, heard);
      }
      return new Heard(format, heard, "");
    } catch (UnreadableSoundException e) {
      return new Heard(format, heard, e.getMessage() + " at " + e.offset());
    }
  }

  private static void read(SoundDecoder from, List<short[]> heard)
      throws UnreadableSoundException {
    var into = new short[from.channels()][1_600];
    for (var n = from.read(into, 0, 1_600); n > 0; n = from.read(into, 0, 1_600)) {
      for (var channel = 0; channel < into.length; channel++) {
        var before = heard.size() > channel ? heard.get(channel) : new short[0];
        var longer = Arrays.copyOf(before, before.length + n);
        System.arraycopy(into[channel], 0, longer, before.length, n);
        if (heard.size() > channel) {
          heard.set(channel, longer);
        } else {
          heard.add(longer);
        }
      }
    }
  }

  private static short[] samples(String clip) {
    var pcm = SpeechSample.named(clip).wav().pcm();
    var samples = new short[pcm.length / 2];
    ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }
}

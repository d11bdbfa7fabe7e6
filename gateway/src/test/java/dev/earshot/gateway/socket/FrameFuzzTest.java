package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.Sound;
import dev.earshot.gateway.audio.OpusPackets;
import dev.earshot.gateway.dialect.ClientEvent.Reason;
import dev.earshot.gateway.dialect.ClientEvent.Unusable;
import dev.earshot.gateway.socket.ChannelIntakes.Surroundings;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Frames that nobody would send: nothing fails, no sound is lost or doubled, and time goes forward.
///
/// What was once found, or has an edge in it, is kept in `frames.hex`. The rest is made from seeds: the same
/// ones each time, then new ones until half a minute is over. A failure names its seed, and
/// `-Dfuzz.seed=N` begins the new ones there.
@Timeout(60)
class FrameFuzzTest {
  private static final long SEED = 20_261_122L;
  private static final int ROUNDS = 40;
  /// Of the half a minute, for each of the twelve kinds of streams.
  private static final Duration TIME = Duration.ofSeconds(30).dividedBy(12);
  private static final int FRAMES = 100;

  private static final List<byte[]> SEEDS = seeds();

  private final EmbeddedChannel channel = new EmbeddedChannel();

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @ParameterizedTest
  @CsvSource({"PCM8,1", "PCM8,2", "PCM16,1", "PCM16,2", "MULAW,1", "ALAW,2", "FLOAT32,1",
      "FLOAT32,2",
      "OPUS,1", "OPUS,2", "OPUS_FS320,1", "OPUS_FS320,2"})
  void frames_keptOnes_areTakenOrTold(Codec codec, int channels) {
    var stream = new Stream(codec, channels);
    for (var frame : corpus()) {
      stream.take(frame, "kept");
    }
    stream.end("kept");
  }

  @ParameterizedTest
  @CsvSource({"PCM8,1", "PCM8,2", "PCM16,1", "PCM16,2", "MULAW,1", "ALAW,2", "FLOAT32,1",
      "FLOAT32,2",
      "OPUS,1", "OPUS,2", "OPUS_FS320,1", "OPUS_FS320,2"})
  void frames_mutated_areTakenOrTold(Codec codec, int channels) {
    var until = System.nanoTime() + TIME.toNanos();
    for (var seed = SEED; seed < SEED + ROUNDS; seed++) {
      round(codec, channels, seed);
    }
    var seed = Long.getLong("fuzz.seed", new Random().nextLong());
    do {
      round(codec, channels, seed++);
    } while (System.nanoTime() < until);
  }

  private void round(Codec codec, int channels, long seed) {
    var random = new Random(seed);
    var where = "fuzz.seed " + seed + " " + codec + " " + channels;
    var stream = new Stream(codec, channels);
    try {
      for (var i = 0; i < FRAMES; i++) {
        stream.take(mutated(SEEDS.get(random.nextInt(SEEDS.size())), random), where);
      }
      stream.end(where);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(where, e);
    }
  }

  @Test
  void corpus_isThere() {
    assertThat(corpus()).hasSizeGreaterThan(20);
  }

  /// One stream of raw frames and everything that it gave.
  private final class Stream {
    private final Codec codec;
    private final int channels;
    private final ChannelIntakes intakes;
    private final List<List<Sound.Window>> heard = new ArrayList<>();
    private final long[] rawBytes;
    private boolean failed;

    private Stream(Codec codec, int channels) {
      this.codec = codec;
      this.channels = channels;
      this.rawBytes = new long[channels];
      this.intakes = new ChannelIntakes(new AudioFormat(codec, 16_000), channels, null,
          new Surroundings(SocketLimits.DEFAULT, channel.eventLoop(), Runnable::run, () -> {},
              () -> failed = true, () -> failed = true));
      intakes.sounds().forEach(sound -> {
        var windows = new ArrayList<Sound.Window>();
        heard.add(windows);
        sound.ofType(Sound.Window.class).subscribe(windows::add);
      });
    }

    private void take(byte[] frame, String where) {
      var answer = intakes.take(ByteBuffer.wrap(frame)).map(Unusable::reason).orElse(null);
      var number = channels == 1 || frame.length == 0 ? 1 : frame[0] & 0xff;
      if (frame.length == 0 && channels > 1) {
        assertThat(answer).as(where).isEqualTo(Reason.UNREADABLE_SOUND);
      } else if (number < 1 || number > channels) {
        assertThat(answer).as(where).isEqualTo(Reason.UNKNOWN_CHANNEL);
      } else {
        assertThat(answer).as(where).isIn(null, Reason.UNREADABLE_SOUND);
        rawBytes[number - 1] += frame.length - (channels == 1 ? 0 : 1);
      }
    }

    private void end(String where) {
      intakes.readComplete(true);
      intakes.end();
      assertThat(failed).as(where).isFalse();
      for (var i = 0; i < channels; i++) {
        var clock = 0L;
        for (var window : heard.get(i)) {
          assertThat(window.fromSample()).as(where).isEqualTo(clock);
          assertThat(window.toSample()).as(where).isGreaterThanOrEqualTo(clock);
          clock = window.toSample();
        }
        switch (codec) {
          case PCM8, MULAW, ALAW -> assertThat(clock).as(where).isEqualTo(rawBytes[i]);
          case PCM16 -> assertThat(clock).as(where).isEqualTo(rawBytes[i] / 2);
          case FLOAT32 -> assertThat(clock).as(where).isEqualTo(rawBytes[i] / 4);
          case OPUS, OPUS_FS320 -> assertThat(pcmBytes(heard.get(i))).as(where)
              .isEqualTo(clock * 2);
          case FLAC, OGG_OPUS, WEBM_OPUS -> throw new AssertionError("no frames: " + codec);
        }
      }
    }

    private static long pcmBytes(List<Sound.Window> windows) {
      return windows.stream().mapToLong(window -> window.pcm().length * 2L).sum();
    }
  }

  private static byte[] mutated(byte[] frame, Random random) {
    var bytes = Arrays.copyOf(frame, Math.max(0, switch (random.nextInt(4)) {
      case 0 -> random.nextInt(frame.length + 1);
      case 1 -> frame.length + random.nextInt(8);
      default -> frame.length;
    }));
    for (var flips = random.nextInt(6); flips > 0 && bytes.length > 0; flips--) {
      bytes[random
          .nextInt(random.nextBoolean() ? Math.min(3, bytes.length) : bytes.length)] = (byte) random
              .nextInt(256);
    }
    if (random.nextBoolean() && bytes.length > 0) {
      bytes[0] = (byte) random.nextInt(4);
    }
    return bytes;
  }

  private static List<byte[]> seeds() {
    var seeds = new ArrayList<>(corpus());
    OpusPackets.of(tone(), 16_000, 20, 24_000).stream().limit(50).forEach(seeds::add);
    return seeds;
  }

  private static List<byte[]> corpus() {
    try (var in = Objects.requireNonNull(FrameFuzzTest.class.getResourceAsStream("frames.hex"))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines()
          .map(line -> line.replaceAll("#.*|\\s", ""))
          .filter(line -> !line.isEmpty())
          .map(line -> HexFormat.of().parseHex(line))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static short[] tone() {
    var tone = new short[32_000];
    for (var i = 0; i < tone.length; i++) {
      tone[i] = (short) (8_000 * Math.sin(i * 0.2));
    }
    return tone;
  }
}

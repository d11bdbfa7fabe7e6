package dev.earshot.gateway.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.FrameDecoders;
import dev.earshot.core.audio.LateSound;
import dev.earshot.core.audio.OpusPacket;
import dev.earshot.core.audio.PacketVoices;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.audio.WindowCutter;
import dev.earshot.core.voice.EnergyDetector;
import dev.earshot.core.voice.VoiceDetector;
import dev.earshot.testkit.SpeechSample;
import io.github.jaredmdobson.concentus.OpusApplication;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a packet says of itself, beside what comes of it when it is decoded.
class OpusHeadersTest {
  private static final int ROUNDS = 20_000;
  private static final int SECONDS = 20;
  private static final FrameDecoders DECODERS = () -> new OpusFrames(Codec.OPUS_FS320);

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 40, 60})
  void read_realPackets_isWhatTheyDecodeTo(int millis) {
    for (var packet : OpusPackets.of(speech(), 16_000, millis, 24_000)) {
      assertThat(samples(packet)).isEqualTo(16 * millis);
    }
  }

  /// Whatever the decoder takes lasts as its header says, and it takes nothing that the header forbids.
  @Test
  void read_anyBytes_agreesWithTheDecoder() {
    var random = new Random(20_261_129);
    var packets = OpusPackets.of(speech(), 16_000, 20, 24_000);
    var decoder = new OpusFrames(Codec.OPUS);
    var into = new short[4_000];
    var both = 0;
    var headerOnly = 0;
    for (var round = 0; round < ROUNDS; round++) {
      var bytes = packets.get(random.nextInt(packets.size())).clone();
      for (var flips = 1 + random.nextInt(4); flips > 0; flips--) {
        bytes[random.nextInt(random.nextBoolean() ? 3 : bytes.length)] = (byte) random.nextInt();
      }
      var length = random.nextInt(bytes.length + 1);
      var said = new OpusPacket().read(ByteBuffer.wrap(bytes), 0, length);
      var taken = decoder.take(ByteBuffer.wrap(bytes, 0, length));
      var given = decoder.read(into, 0, into.length);
      if (taken) {
        assertThat(said).as("round %d", round).isEqualTo(given);
        both++;
      } else if (said > 0) {
        headerOnly++;
      }
    }
    assertThat(both).isGreaterThan(ROUNDS / 3);
    assertThat(headerOnly).as("packets that only the decoder refuses").isLessThan(ROUNDS / 100);
  }

  /// What packets say of themselves, and what our own detector hears when they are decoded, is the same speech.
  @ParameterizedTest
  @CsvSource({"VOIP,20", "VOIP,10", "VOIP,60", "RESTRICTED_LOWDELAY,20", "RESTRICTED_LOWDELAY,10",
      "RESTRICTED_LOWDELAY,5"})
  void voices_speech_areThoseThatAreHeard(String tuning, int millis) {
    var late = new LateSound();
    var detector = new EnergyDetector();
    var voices = new PacketVoices();
    var said = 0L;
    var heard = 0L;
    var same = 0;
    var windows = windows(tuning, millis, speech());
    for (var window : windows) {
      var says = voices.hear(Objects.requireNonNull(window.packets()));
      var pcm = late.open(window).pcm();
      var hears = 0;
      for (var at = 0; at < pcm.length; at += VoiceDetector.FRAME) {
        hears += detector.hears(pcm, at) ? VoiceDetector.FRAME : 0;
      }
      said += says;
      heard += hears;
      same += says > 0 == hears > 0 ? 1 : 0;
    }
    assertThat(said * 100.0 / heard).as("percent of speech").isBetween(75.0, 150.0);
    assertThat(same * 100.0 / windows.size()).as("percent of windows").isGreaterThan(80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"VOIP", "RESTRICTED_LOWDELAY"})
  void voices_silenceOfAMicrophone_areNone(String tuning) {
    var random = new Random(7);
    var noise = new short[SECONDS * 16_000];
    for (var i = 0; i < noise.length; i++) {
      noise[i] = (short) (20 * random.nextGaussian());
    }
    var voices = new PacketVoices();
    var said = windows(tuning, 20, noise).stream()
        .mapToLong(window -> voices.hear(Objects.requireNonNull(window.packets())))
        .sum();
    assertThat(said * 100.0 / noise.length).as("percent").isLessThan(10);
  }

  private static int samples(byte[] packet) {
    return new OpusPacket().read(ByteBuffer.wrap(packet), 0, packet.length);
  }

  private static List<Window> windows(String tuning, int millis, short[] pcm) {
    var windows = new ArrayList<Window>();
    var cutter = WindowCutter.packed(new AudioFormat(Codec.OPUS_FS320, 16_000), DECODERS,
        Duration.ofMillis(100));
    OpusPackets.of(OpusApplication.valueOf("OPUS_APPLICATION_" + tuning), pcm, 16_000, millis,
        24_000)
        .forEach(packet -> cutter.take(ByteBuffer.wrap(packet), windows::add));
    return windows;
  }

  private static short[] speech() {
    var pcm = SpeechSample.minute(16_000).wav().pcm();
    var speech = new short[SECONDS * 16_000];
    ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(speech);
    return speech;
  }
}

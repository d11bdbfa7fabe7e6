package dev.earshot.gateway.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.FrameDecoder;
import dev.earshot.testkit.SpeechSample;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpusFramesTest {
  private static final short[] SPEECH = samples(SpeechSample.named("vm-sorry-16k"));

  @ParameterizedTest
  @ValueSource(ints = {8_000, 12_000, 16_000, 24_000, 48_000})
  void read_packetsOfAnyRate_areAsLongAsTheyWere(int rateHz) {
    var packets = OpusPackets.of(SPEECH, rateHz, 20, 24_000);
    var decoded = decode(new OpusFrames(Codec.OPUS_FS320), packets);
    assertThat(decoded).hasSize(packets.size() * 320);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 40, 60})
  void read_packetsOfAnyLength_areWhole(int millis) {
    var packets = OpusPackets.of(SPEECH, 16_000, millis, 24_000);
    var decoded = decode(new OpusFrames(Codec.OPUS), packets);
    assertThat(decoded).hasSize(packets.size() * 16 * millis);
  }

  @Test
  void read_speech_soundsLikeTheOriginal() {
    var decoded = decode(new OpusFrames(Codec.OPUS_FS320),
        OpusPackets.of(SPEECH, 16_000, 20, 64_000));
    assertThat(correlation(decoded, SPEECH)).isGreaterThan(0.9);
  }

  @Test
  void take_truncatedPacket_isConcealedForOneFrame() {
    var packets = OpusPackets.of(SPEECH, 16_000, 20, 24_000);
    var decoder = new OpusFrames(Codec.OPUS_FS320);
    decode(decoder, packets.subList(0, 10));
    assertThat(decoder.take(ByteBuffer.wrap(new byte[0]))).isFalse();
    assertThat(decoder.read(new short[2_000], 0, 2_000)).isEqualTo(320);
    assertThat(decoder.take(ByteBuffer.wrap(packets.get(10)))).isTrue();
  }

  /// Found by the fuzz: what the second packet leaves behind is louder than concealment can reckon with.
  @Test
  void take_packetThatTheLibraryTripsOver_isOnlyNotUnderstood() {
    var decoder = new OpusFrames(Codec.OPUS_FS320);
    for (var packet : List.of("0cd3070707070707070707", "e07f7f7f7f7f7f7f7f7ff9", "0affd5")) {
      decoder.take(ByteBuffer.wrap(HexFormat.of().parseHex(packet)));
      decoder.read(new short[2_000], 0, 2_000);
    }
    assertThat(decoder.take(ByteBuffer.wrap(new byte[]{(byte) 0xff, 0, 0}))).isFalse();
    assertThat(decoder.take(ByteBuffer.wrap(OpusPackets.of(SPEECH, 16_000, 20, 24_000).get(0))))
        .isTrue();
  }

  @Test
  void take_emptyPacketOfTheShortCodec_isConcealedForTenMilliseconds() {
    var decoder = new OpusFrames(Codec.OPUS);
    assertThat(decoder.take(ByteBuffer.allocate(0))).isFalse();
    assertThat(decoder.read(new short[2_000], 0, 2_000)).isEqualTo(160);
  }

  @Test
  void take_packetLongerThanAny_isRefusedWithoutCopy() {
    assertThat(new OpusFrames(Codec.OPUS).take(ByteBuffer.allocate(200_000))).isFalse();
  }

  @Test
  void take_anyBytes_neverFailsNorGivesMoreThanAPacketHolds() {
    var seed = 20_261_122L;
    var random = new Random(seed);
    var packets = OpusPackets.of(SPEECH, 16_000, 20, 24_000);
    var decoder = new OpusFrames(Codec.OPUS_FS320);
    var into = new short[4_000];
    for (var round = 0; round < 20_000; round++) {
      var bytes = packets.get(random.nextInt(packets.size())).clone();
      for (var flips = random.nextInt(8); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      decoder.take(ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length + 1)));
      assertThat(decoder.read(into, 0, into.length)).as("seed %d round %d", seed, round)
          .isBetween(0, 1_920);
    }
  }

  @Test
  void take_anyBytesForTwoChannels_neverFailsNorGivesMoreThanAPacketHolds() {
    var seed = 20_261_124L;
    var random = new Random(seed);
    var packets = OpusPackets.of(SPEECH, 48_000, 20, 64_000);
    var decoder = OpusFrames.ofContainer(2, 0);
    var into = new short[8_000];
    for (var round = 0; round < 20_000; round++) {
      var bytes = packets.get(random.nextInt(packets.size())).clone();
      for (var flips = random.nextInt(8); flips > 0; flips--) {
        bytes[random.nextInt(random.nextBoolean() ? 2 : bytes.length)] = (byte) random.nextInt(256);
      }
      decoder.take(ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length + 1)));
      assertThat(decoder.read(into, 0, into.length)).as("seed %d round %d", seed, round)
          .isBetween(0, 3_840)
          .isEven();
    }
  }

  @Test
  void ofContainer_twoChannelsOfMono_areTheSame() {
    var packets = OpusPackets.of(SPEECH, 16_000, 20, 24_000);
    var mono = decode(OpusFrames.ofContainer(1, 0), packets);
    var both = decode(OpusFrames.ofContainer(2, 0), packets);
    assertThat(both).hasSize(2 * mono.length);
    for (var i = 0; i < mono.length; i++) {
      assertThat(both[2 * i]).isEqualTo(both[2 * i + 1]).isEqualTo(mono[i]);
    }
  }

  /// 6.02 dB, which a header says in steps of 1/256.
  @Test
  void ofContainer_gain_raisesTheSamples() {
    var packets = OpusPackets.of(SPEECH, 16_000, 20, 24_000).subList(0, 40);
    var plain = decode(OpusFrames.ofContainer(1, 0), packets);
    var louder = decode(OpusFrames.ofContainer(1, 1_541), packets);
    for (var i = 0; i < plain.length; i++) {
      assertThat((int) louder[i])
          .isCloseTo(Math.clamp(2L * plain[i], Short.MIN_VALUE, Short.MAX_VALUE), within(24));
    }
  }

  @Test
  void constructor_rawSamples_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new OpusFrames(Codec.PCM16))
        .withMessage("codec: PCM16 (expected: opus, opus_fs320)");
  }

  private static short[] decode(FrameDecoder decoder, List<byte[]> packets) {
    var out = new ArrayList<Short>();
    var piece = new short[100];
    for (var packet : packets) {
      assertThat(decoder.take(ByteBuffer.wrap(packet))).isTrue();
      for (var n = decoder.read(piece, 0, piece.length); n > 0; n = decoder.read(piece, 0,
          piece.length)) {
        for (var i = 0; i < n; i++) {
          out.add(piece[i]);
        }
      }
    }
    var samples = new short[out.size()];
    for (var i = 0; i < samples.length; i++) {
      samples[i] = out.get(i);
    }
    return samples;
  }

  private static short[] samples(SpeechSample sample) {
    var pcm = sample.wav().pcm();
    var samples = new short[pcm.length / 2];
    ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }

  /// The best over small shifts: a codec has a delay.
  private static double correlation(short[] one, short[] other) {
    var best = 0d;
    for (var shift = 0; shift < 320; shift++) {
      var xy = 0d;
      var xx = 0d;
      var yy = 0d;
      for (var i = shift; i < Math.min(one.length, other.length); i++) {
        xy += (double) one[i] * other[i - shift];
        xx += (double) one[i] * one[i];
        yy += (double) other[i - shift] * other[i - shift];
      }
      best = Math.max(best, xy / Math.sqrt(xx * yy));
    }
    return best;
  }
}

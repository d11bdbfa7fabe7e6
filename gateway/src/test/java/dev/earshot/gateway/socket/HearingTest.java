package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.gateway.audio.OpusPackets;
import dev.earshot.gateway.dialect.Wish.Sounds;
import dev.earshot.gateway.socket.ChannelIntakes.Surroundings;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/// What a connection hears of bytes whose format is known later than its request, or that are woven.
class HearingTest implements Hearing.Start {
  private static final int RATE = 16_000;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<Reader> heard = new ArrayList<>();
  private @Nullable AudioFormat begun;
  private @Nullable String unreadable;
  private int broken;
  private long demand = Long.MAX_VALUE;

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 640, 100_000})
  void contained_stereoCutAnywhere_isHeardInBothChannels(int piece) {
    var hearing = hearing(new Sounds.Contained(null, true));
    hearing.admitted();
    assertThat(hearing.hasBegun()).isFalse();
    assertThat(hearing.isOpen()).isTrue();

    say(hearing, wav(2, 1_500), piece);
    hearing.end();

    assertThat(begun).isEqualTo(new AudioFormat(Codec.PCM16, RATE));
    assertThat(heard).hasSize(2).allSatisfy(one -> {
      assertThat(one.samples).isEqualTo(1_500 * RATE / 1_000);
      assertThat(one.completed).isTrue();
    });
  }

  @Test
  void contained_stereoHeardAsOne_isOneChannel() {
    var hearing = hearing(new Sounds.Contained(null, false));
    hearing.admitted();
    say(hearing, wav(2, 500), 999);
    hearing.end();

    assertThat(heard).hasSize(1).allSatisfy(one -> assertThat(one.samples).isEqualTo(8_000));
  }

  @Test
  void contained_noContainer_isToldOnce() {
    var hearing = hearing(new Sounds.Contained(null, false));
    hearing.admitted();
    say(hearing, "this is no sound at all".getBytes(StandardCharsets.UTF_8), 8);
    hearing.end();

    assertThat(unreadable).startsWith("first bytes: 0x");
    assertThat(begun).isNull();
  }

  @Test
  void woven_twoChannels_areToldApartOrHeardAsOne() {
    var apart = hearing(new Sounds.Woven(AudioFormat.pcm16(RATE), 2, true));
    apart.admitted();
    say(apart, new byte[2 * 2 * RATE], 333);
    apart.end();
    assertThat(heard).hasSize(2).allSatisfy(one -> assertThat(one.samples).isEqualTo(RATE));

    heard.clear();
    var one = hearing(new Sounds.Woven(AudioFormat.pcm16(RATE), 2, false));
    one.admitted();
    say(one, new byte[2 * 2 * RATE], 333);
    one.end();
    assertThat(heard).hasSize(1).allSatisfy(all -> assertThat(all.samples).isEqualTo(RATE));
  }

  /// A minute in one message: it waits as it came, and no more of it is decoded than has room.
  @Test
  void contained_nobodyAsks_isDecodedAsFarAsThereIsRoom() {
    demand = 1;
    var hearing = hearing(new Sounds.Contained(null, false));
    hearing.admitted();
    say(hearing, wav(1, 60_000), Integer.MAX_VALUE);
    assertThat(hearing.isOpen()).isFalse();
    hearing.end();
    assertThat(heard.getFirst().samples).isEqualTo(RATE / 10);
    assertThat(heard.getFirst().completed).isFalse();

    for (var i = 0; i < 1_000 && !heard.getFirst().completed; i++) {
      heard.getFirst().request(1);
    }
    assertThat(heard.getFirst().completed).isTrue();
    assertThat(heard.getFirst().samples).isEqualTo(60L * RATE);
    assertThat(broken).isZero();
  }

  @Test
  void agreed_soundBeforeItsFormat_isTold() {
    var hearing = hearing(new Sounds.Agreed());
    hearing.admitted();
    assertThat(hearing.take(ByteBuffer.allocate(640))).isPresent();

    hearing.agree(AudioFormat.pcm16(24_000));
    hearing.agree(AudioFormat.pcm16(8_000));
    assertThat(hearing.take(ByteBuffer.allocate(4_800))).isEmpty();
    hearing.end();

    assertThat(begun).isEqualTo(AudioFormat.pcm16(24_000));
    assertThat(heard.getFirst().samples).isEqualTo(2_400);
  }

  /// What is kept for the next recogniser is then a tenth of the samples.
  @ParameterizedTest
  @CsvSource({"true, 1, true", "false, 1, true", "true, 2, false"})
  void opus_packetsOfOneChannel_travelWithTheirSamples(boolean bare, int count, boolean packed) {
    var opus = new AudioFormat(Codec.OPUS, RATE);
    var hearing = hearing(
        bare ? new Sounds.Opus(opus, count, true) : new Sounds.Frames(opus, count));
    hearing.admitted();
    OpusPackets.of(new short[RATE], RATE, 20, 24_000)
        .forEach(packet -> say(hearing, packet, packet.length));
    hearing.end();

    assertThat(heard).hasSize(count).allSatisfy(one -> {
      assertThat(one.samples).isEqualTo(RATE);
      assertThat(one.packed).isEqualTo(packed ? RATE : 0);
    });
  }

  @Override
  public void begin(AudioFormat format, List<Flux<Sound>> channels) {
    begun = format;
    for (var one : channels) {
      var reader = new Reader();
      heard.add(reader);
      one.subscribe(reader);
    }
  }

  @Override
  public void unreadable(String reason, long offset) {
    assertThat(unreadable).isNull();
    unreadable = reason;
  }

  private Hearing hearing(Sounds sounds) {
    var around = new Surroundings(
        SocketLimits.DEFAULT.at(new Pace(1_000, Duration.ofHours(1))), channel.eventLoop(),
        Runnable::run, () -> {}, () -> broken++, () -> broken++);
    return new Hearing(sounds,
        (format, channels, decoder) -> new ChannelIntakes(format, channels, decoder, around), this);
  }

  private static void say(Hearing hearing, byte[] bytes, int piece) {
    for (var at = 0; at < bytes.length; at += Math.min(piece, bytes.length - at)) {
      assertThat(hearing.take(
          ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)).slice())).isEmpty();
    }
  }

  /// A file of 16-bit samples at 16 kHz.
  private static byte[] wav(int channels, int millis) {
    var data = channels * 2 * RATE / 1_000 * millis;
    return ByteBuffer.allocate(44 + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(36 + data)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) channels)
        .putInt(RATE)
        .putInt(RATE * 2 * channels)
        .putShort((short) (2 * channels))
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(data)
        .array();
  }

  private final class Reader extends BaseSubscriber<Sound> {
    private long samples;
    private long packed;
    private boolean completed;

    @Override
    protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
      subscription.request(demand);
    }

    @Override
    protected void hookOnNext(Sound sound) {
      if (sound instanceof Window window) {
        samples += window.captured();
        packed += window.packets() == null ? 0 : window.captured();
      }
    }

    @Override
    protected void hookOnComplete() {
      completed = true;
    }
  }
}

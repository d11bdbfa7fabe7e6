package dev.earshot.core.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.SoundDecoder;
import dev.earshot.core.audio.UnreadableSoundException;
import dev.earshot.core.container.Sniffer.Finding;
import dev.earshot.core.container.Sniffer.Kind;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SnifferTest {
  private static final byte[] FLAC = new FlacWriter(new Random(1), 8_000, 2, 16).head();
  private static final byte[] WAV = Wav.riff(Wav.fmt(1, 2, 8_000, 16),
      Wav.chunk("data", Wav.pcm(1, 3)));

  @Test
  void take_byteByByte_knowsWithTheLastOneOfTheHeader() {
    var sniffer = Sniffer.ofAny(true, Listening.BYTES);
    for (var i = 0; i < FLAC.length - 1; i++) {
      assertThat(sniffer.take(ByteBuffer.wrap(FLAC, i, 1))).isEqualTo(new Finding.More());
    }
    assertThat(sniffer.take(ByteBuffer.wrap(FLAC, FLAC.length - 1, 1)))
        .isInstanceOfSatisfying(Finding.Known.class,
            known -> assertThat(known.channels()).isEqualTo(2));
  }

  @Test
  void take_headerAndSound_leavesTheSoundInTheDecoder() throws Exception {
    if (Sniffer.ofAny(false, Listening.BYTES)
        .take(ByteBuffer.wrap(WAV)) instanceof Finding.Known(var format, var sound)) {
      var into = new short[1][10];
      assertThat(format).isEqualTo(AudioFormat.pcm16(8_000));
      assertThat(sound.channels()).isOne();
      assertThat(sound.read(into, 0, 10)).isOne();
      assertThat(into[0][0]).isEqualTo((short) 2);
      assertThat(sound.read(into, 0, 10)).isZero();
    } else {
      throw new AssertionError("not known");
    }
  }

  @Test
  void read_pieceThatIsRead_isNotKept() throws Exception {
    var head = Wav.riff(Wav.fmt(1, 1, 8_000, 16), Wav.chunk("data", 1 << 20, new byte[0]));
    if (Sniffer.ofAny(true, Listening.BYTES)
        .take(ByteBuffer.wrap(head)) instanceof Finding.Known(_, var sound)) {
      var piece = readToItsEnd(sound, 4_001);
      System.gc();

      assertThat(piece.get()).isNull();
      assertThat(sound.read(new short[1][10], 0, 10)).isZero();
    } else {
      throw new AssertionError("not known");
    }
  }

  private static WeakReference<Object> readToItsEnd(SoundDecoder sound, int bytes)
      throws UnreadableSoundException {
    assertThat(sound.read(new short[1][10], 0, 10)).as("of the header").isZero();
    var piece = new byte[bytes];
    sound.take(ByteBuffer.wrap(piece));
    while (sound.read(new short[1][10], 0, 10) > 0) {
      // the next ones
    }
    return new WeakReference<>(piece);
  }

  @Test
  void take_noContainer_saysWhatItBeginsWith() {
    assertThat(Sniffer.ofAny(true, Listening.BYTES).take(ByteBuffer.wrap(new byte[4])))
        .isEqualTo(new Finding.Unreadable(
            "first bytes: 0x0 (expected: those of WAV, FLAC, OGG, WEBM)", 0));
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "FLAC", mode = Mode.EXCLUDE)
  void take_anotherContainerThanWasSaid_isRefused(Kind kind) {
    assertThat(Sniffer.of(kind, true, Listening.BYTES).take(ByteBuffer.wrap(FLAC)))
        .isEqualTo(new Finding.Unreadable(
            "first bytes: 0x664c6143 (expected: those of " + kind + ")", 0));
  }

  @Test
  void take_containerThatWasSaid_isKnown() {
    assertThat(Sniffer.of(Kind.FLAC, true, Listening.BYTES).take(ByteBuffer.wrap(FLAC)))
        .isInstanceOf(Finding.Known.class);
  }

  @Test
  void take_headerWithoutEnd_isGivenUp() {
    var sniffer = Sniffer.ofAny(true, Listening.BYTES);
    assertThat(sniffer.take(ByteBuffer.wrap(Wav.riff(Wav.chunk("LIST", 1 << 25, new byte[0])))))
        .isEqualTo(new Finding.More());
    var list = new byte[60_000];
    assertThat(sniffer.take(ByteBuffer.wrap(list))).isEqualTo(new Finding.More());
    assertThat(sniffer.take(ByteBuffer.wrap(list))).isEqualTo(new Finding.Unreadable(
        "header: more than 65536 bytes (expected: 0..65536)", 120_020));
  }

  @Test
  void end_beforeAnythingIsKnown_saysHowMuchCame() {
    var sniffer = Sniffer.ofAny(true, Listening.BYTES);
    sniffer.take(ByteBuffer.wrap(FLAC, 0, 20));
    assertThat(sniffer.end()).isEqualTo(new Finding.Unreadable(
        "header: ended after 20 bytes (expected: format, rate and channels)", 20));
  }

  /// Pictures may come before the sound and between, but not for ever.
  @Test
  void read_noSoundForVeryLong_isRefused() {
    var block = new BitWriter();
    block.bits(0x06ff_ffff, 32); // the next 16 MB are a picture, and not the last thing before the sound
    var head = new FlacWriter(new Random(1), 8_000, 2, 16).head(block.bytes());
    var piece = new byte[1 << 20];
    var pieces = new ArrayList<>(List.of(head));
    for (var picture = 0; picture < 5; picture++) {
      for (var i = 0; i < 16; i++) {
        pieces.add(i < 15 ? piece : new byte[(1 << 20) - 1]);
      }
      pieces.add(block.bytes());
    }
    assertThat(Listening.to(pieces, true).problem())
        .isEqualTo("bytes without sound: more than 67108864 (expected: 0..67108864) at 50331699");
  }
}

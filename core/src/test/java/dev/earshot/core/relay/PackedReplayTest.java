package dev.earshot.core.relay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.Hums;
import dev.earshot.core.audio.LateSound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.audio.WindowCutter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A tape of packets that nobody has decoded.
class PackedReplayTest {
  private static final AudioFormat FORMAT = new AudioFormat(Codec.OPUS_FS320, 16_000);
  /// SILK of 10 to 60 ms, CELT of 2.5 to 20 ms, two frames of 60 ms.
  private static final List<Integer> TOCS = List.of(0x40, 0x48, 0x50, 0x58, 0x80, 0x88, 0x98, 0x5a);
  private static final List<Integer> SAMPLES = List.of(160, 320, 640, 960, 40, 80, 320, 1_920);

  private final List<Sent> sent = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();
  private final WindowCutter cutter = WindowCutter.packed(FORMAT, () -> new Hums(0),
      Duration.ofMillis(100));
  private final Tape tape = new Tape(FORMAT, Duration.ofSeconds(15), 512 * 1_024, new Shelf());
  private long sentTo;

  /// One packet, and where it lies on the capture clock.
  private record Sent(String bytes, long from, long to) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void packed_anyCut_beginsWithThePacketOfItsSample(long seed) {
    speak(new Random(seed), 200);
    for (var from = tape.fromSample(); from < tape.toSample(); from += 331) {
      assertThat(heard(tape.packed(from), from)).as("from %d", from).isEqualTo(sentFrom(from));
    }
  }

  @Test
  void packed_finalInTheMiddle_stillHasThePacketOfItsSample() {
    var random = new Random(6);
    for (var round = 0; round < 100; round++) {
      speak(random, 10);
      var from = random.nextLong(tape.fromSample(), tape.toSample());
      tape.forgetTo(from);
      assertThat(heard(tape.packed(from), from)).as("round %d", round).isEqualTo(sentFrom(from));
    }
  }

  @Test
  void packed_packetsThatWereNone_keepTheirPlaces() {
    send(0x48, new Random(1));
    assertThat(cutter.take(ByteBuffer.allocate(0), windows::add)).isFalse();
    assertThat(cutter.take(ByteBuffer.wrap(new byte[]{0x4b}), windows::add)).isFalse();
    cutter.cutShort(windows::add);
    windows.forEach(tape::record);

    var packets = requireNonNull(tape.packed(320).next().packets());
    assertThat(HexFormat.of().formatHex(packets.bytes())).isEqualTo("01480148");
    assertThat(packets.samples()).isEqualTo(640);
  }

  /// Samples are told of a piece only where a packet before it is missing.
  @Test
  void packed_pieceOfSamples_isLostSound() {
    send(0x48, new Random(1));
    cutter.cutShort(windows::add);
    windows.forEach(tape::record);
    tape.record(new Window(320, 1_600, new short[1_280]));

    var again = tape.packed(0);
    again.next();
    assertThat(HexFormat.of().formatHex(requireNonNull(again.next().packets()).bytes()))
        .isEqualTo("0148014801480148");
  }

  @Test
  void again_packedWindows_areDecodedAndTileTheClock() {
    speak(new Random(9), 100);
    var from = 12_345L;
    var at = from;
    for (var again = tape.again(from, new LateSound()); again.hasNext();) {
      var window = again.next();
      assertThat(window.fromSample()).isEqualTo(at);
      assertThat(window.pcm()).hasSize((int) window.captured());
      at = window.toSample();
    }
    assertThat(at).isEqualTo(tape.toSample());
  }

  private void speak(Random random, int packets) {
    for (var i = 0; i < packets; i++) {
      send(TOCS.get(random.nextInt(TOCS.size())), random);
      if (random.nextInt(9) == 0) {
        cutter.cutShort(windows::add);
      }
    }
    windows.forEach(tape::record);
    windows.clear();
  }

  private void send(int toc, Random random) {
    var packet = new byte[random.nextInt(3, 90)];
    random.nextBytes(packet);
    packet[0] = (byte) toc;
    packet[1] = (toc & 3) == 2 ? 0 : packet[1]; // one of two frames is empty
    assertThat(cutter.take(ByteBuffer.wrap(packet), windows::add)).isTrue();
    var to = sentTo + SAMPLES.get(TOCS.indexOf(toc));
    sent.add(new Sent(HexFormat.of().formatHex(packet), sentTo, to));
    sentTo = to;
  }

  private List<Sent> sentFrom(long sample) {
    return sent.stream()
        .filter(one -> one.to() > sample && one.from() < tape.toSample())
        .toList();
  }

  private List<Sent> heard(Iterator<Window> again, long from) {
    var heard = new ArrayList<Sent>();
    var at = from;
    while (again.hasNext()) {
      var window = again.next();
      assertThat(window.fromSample()).isEqualTo(at);
      assertThat(window.isPacked()).isTrue();
      at = window.toSample();
      var packets = requireNonNull(window.packets());
      var begin = window.fromSample() + packets.lead();
      if (!heard.isEmpty() && packets.bytes().length > 0) {
        assertThat(begin).isEqualTo(heard.getLast().to());
      }
      var next = new long[]{begin};
      packets.forEach(packet -> {
        var bytes = new byte[packet.remaining()];
        packet.get(bytes);
        var to = next[0] + SAMPLES.get(TOCS.indexOf(bytes[0] & 0xff));
        heard.add(new Sent(HexFormat.of().formatHex(bytes), next[0], to));
        next[0] = to;
      });
    }
    assertThat(at).isEqualTo(tape.toSample());
    return heard;
  }
}

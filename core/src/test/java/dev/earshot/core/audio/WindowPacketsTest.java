package dev.earshot.core.audio;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.Sound.Window;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowPacketsTest {
  private static final AudioFormat OPUS = new AudioFormat(Codec.OPUS, 16_000);
  private static final Duration LENGTH = Duration.ofMillis(100);

  private final List<Window> windows = new ArrayList<>();
  private final Random random = new Random(6);

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 10, 20, 40, 60, 120})
  void take_packetsOfAnyLength_areHeardFromTheirWindowsAgain(int millis) {
    var cutter = WindowCutter.ofPackets(OPUS, () -> new Hums(0), LENGTH);
    for (var i = 0; i < 50; i++) {
      take(cutter, Hums.packet(random, millis, 60));
    }
    end(cutter);

    assertHeardAgain();
  }

  @Test
  void take_cutShortNowAndThen_areHeardFromTheirWindowsAgain() {
    var cutter = WindowCutter.ofPackets(OPUS, () -> new Hums(0), LENGTH);
    for (var i = 0; i < 200; i++) {
      take(cutter, Hums.packet(random, List.of(3, 20, 60, 120).get(random.nextInt(4)), 40));
      if (random.nextInt(4) == 0) {
        cutter.cutShort(windows::add);
      }
    }
    end(cutter);

    assertHeardAgain();
  }

  @Test
  void take_packetThatIsNone_isConcealedAgain() {
    var cutter = WindowCutter.ofPackets(OPUS, () -> new Hums(0), LENGTH);
    take(cutter, Hums.packet(random, 60, 40));
    take(cutter, new byte[1]);
    take(cutter, Hums.packet(random, 120, 40));
    end(cutter);

    assertHeardAgain();
    assertThat(packets(windows.getFirst()).bytes()).hasSize(41 + 1 + 41);
  }

  @Test
  void take_moreBytesThanSamplesTake_carriesNone() {
    var cutter = WindowCutter.ofPackets(OPUS, () -> new Hums(0), LENGTH);
    take(cutter, Hums.packet(random, 20, 3_000));
    take(cutter, Hums.packet(random, 120, 300));
    take(cutter, Hums.packet(random, 60, 300));

    assertThat(windows).extracting(Window::packets).first().isNull();
    assertThat(packets(windows.getLast()).lead()).isEqualTo(40 * 16);
  }

  @Test
  void take_frameInTheMiddleOfABuffer_isNotedAsItIs() {
    var cutter = WindowCutter.ofPackets(OPUS, () -> new Hums(0), LENGTH);
    var packet = Hums.packet(random, 120, 200);
    var frame = ByteBuffer.allocate(300).position(50).put(packet).flip().position(50);
    cutter.take(frame, windows::add);

    var heard = new ArrayList<ByteBuffer>();
    packets(windows.getFirst()).forEach(heard::add);
    assertThat(heard).containsExactly(ByteBuffer.wrap(packet));
    assertThat(frame.hasRemaining()).isFalse();
  }

  @Test
  void take_rawSamples_carryNone() {
    var cutter = new WindowCutter(AudioFormat.pcm16(16_000), LENGTH);
    take(cutter, new byte[3_200]);

    assertThat(windows).singleElement().extracting(Window::packets).isNull();
  }

  @Test
  void hear_samplesOfPackets_areHeardFromTheirWindowsAgain() {
    var cutter = WindowCutter.ofSamples(OPUS, LENGTH, () -> new Hums(0));
    var decoder = new Hums(0);
    var samples = new short[2_000];
    for (var i = 0; i < 50; i++) {
      var packet = Hums.packet(random, 60, 60);
      decoder.take(ByteBuffer.wrap(packet));
      cutter.began(ByteBuffer.wrap(packet), 0, packet.length);
      cutter.hear(samples, decoder.read(samples, 0, samples.length), windows::add);
    }

    assertHeardAgain();
  }

  @Test
  void window_packetsOfOtherLength_isRefused() {
    var packets = new Packets(0, new byte[0], () -> new Hums(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Window(0, 10, new short[9], packets))
        .withMessage("pcm: 9 samples (expected: 10 with packets)");
  }

  private void assertHeardAgain() {
    var again = new PacketSound(new Hums(0));
    assertThat(windows).isNotEmpty()
        .allSatisfy(window -> assertThat(
            again.hear(packets(window), window.pcm().length)).isEqualTo(window.pcm()));
  }

  private void take(WindowCutter cutter, byte[] packet) {
    cutter.take(ByteBuffer.wrap(packet), windows::add);
  }

  private void end(WindowCutter cutter) {
    var last = cutter.end();
    if (last != null) {
      windows.add(last);
    }
  }

  private static Packets packets(Window window) {
    return requireNonNull(window.packets());
  }
}

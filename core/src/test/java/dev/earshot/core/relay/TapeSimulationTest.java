package dev.earshot.core.relay;

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
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is recorded, forgotten and heard again, in whatever order: it is the same sound at the same time.
class TapeSimulationTest {
  private static final AudioFormat FORMAT = new AudioFormat(Codec.OPUS, 16_000);
  private static final List<Integer> MILLIS = List.of(3, 5, 10, 20, 40, 60, 120);
  private static final int STEPS = 400;

  @ParameterizedTest
  @ValueSource(longs = {0, 1_000, 2_000, 3_000})
  void tape_anyOrder_givesTheSameSoundAtTheSameTime(long firstSeed) {
    for (var seed = firstSeed; seed < firstSeed + 50; seed++) {
      new Run(seed).play();
    }
  }

  private static final class Run {
    private final long seed;
    private final Random random;
    private final long most;
    private final int mostBytes;
    private final Tape tape;
    private final List<Window> recorded = new ArrayList<>();
    private final WindowCutter cutter = WindowCutter.ofPackets(FORMAT, () -> new Hums(0),
        Duration.ofMillis(100));
    private final Shelf shelf = new Shelf();
    private final List<String> laterGiven = new ArrayList<>();
    private List<String> laterExpected = new ArrayList<>();
    private Iterator<Window> later = List.<Window>of().iterator();
    private long finalTo;

    private Run(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      var millis = random.nextInt(200, 6_000);
      this.most = FORMAT.samplesIn(millis);
      this.mostBytes = random.nextInt(4_096, 60_000);
      this.tape = new Tape(FORMAT, Duration.ofMillis(millis), mostBytes, shelf);
    }

    private void play() {
      for (var step = 0; step < STEPS; step++) {
        others();
        switch (random.nextInt(13)) {
          case 0 -> forget();
          case 1, 2 -> again();
          case 3 -> cutter.cutShort(this::record);
          case 4 -> againLater();
          default -> hear();
        }
        assertBounds();
      }
    }

    private void hear() {
      var millis = MILLIS.get(random.nextInt(MILLIS.size()));
      var bytes = random.nextInt(20) == 0 ? 4_000 : random.nextInt(2, 200);
      var packet = random.nextInt(30) == 0 ? new byte[0] : Hums.packet(random, millis, bytes);
      cutter.take(ByteBuffer.wrap(packet), this::record);
    }

    /// Some never come, some come without packets.
    private void record(Window window) {
      var luck = random.nextInt(30);
      if (luck == 0) {
        return;
      }
      var came = luck == 1
          ? new Window(window.fromSample(), window.toSample(), window.pcm())
          : window;
      tape.record(came);
      recorded.add(came);
    }

    private void forget() {
      finalTo = Math.max(finalTo, any());
      tape.forgetTo(finalTo);
    }

    private void again() {
      var from = any();
      var begin = Math.max(from, tape.fromSample());
      var expected = recorded.stream()
          .filter(window -> window.toSample() > begin)
          .map(window -> told(window, begin))
          .toList();
      var given = new ArrayList<String>();
      tape.again(from, new LateSound()).forEachRemaining(window -> given.add(told(window, begin)));
      assertThat(given).as("seed %d from %d", seed, from).isEqualTo(expected);
    }

    /// Whoever hears again takes its time, while the tape goes on.
    private void againLater() {
      later.forEachRemaining(window -> laterGiven.add(told(window, window.fromSample())));
      assertThat(laterGiven).as("seed %d", seed).isEqualTo(laterExpected);
      laterGiven.clear();
      laterExpected = new ArrayList<>();
      var from = any();
      tape.again(from, new LateSound())
          .forEachRemaining(
              window -> laterExpected.add(told(window, window.fromSample())));
      later = tape.again(from, new LateSound());
    }

    /// Other tapes write on what this one has given back.
    private void others() {
      var page = shelf.take();
      page.fill((byte) random.nextInt());
      shelf.giveBack(page);
    }

    private void assertBounds() {
      assertThat(tape.bytes()).as("seed %d", seed).isLessThanOrEqualTo(mostBytes);
      assertThat(tape.toSample() - tape.fromSample()).as("seed %d", seed)
          .isLessThanOrEqualTo(most);
      var kept = Math.max(finalTo, tape.lostTo());
      var firstKept = recorded.stream()
          .filter(window -> window.toSample() > kept)
          .mapToLong(Window::fromSample)
          .findFirst()
          .orElse(tape.toSample());
      assertThat(tape.fromSample()).as("seed %d", seed).isEqualTo(firstKept);
    }

    private long any() {
      var from = Math.max(0, tape.fromSample() - 2_000);
      return random.nextLong(from, tape.toSample() + 1);
    }

    private static String told(Window window, long from) {
      var skipped = (int) Math.max(0, from - window.fromSample());
      var pcm = window.pcm();
      return Math.max(from, window.fromSample()) + ".." + window.toSample() + " "
          + Arrays.hashCode(Arrays.copyOfRange(pcm, skipped, pcm.length));
    }
  }
}

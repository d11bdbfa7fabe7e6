package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// When a connection is read, on a clock that stands still until it is moved.
class ReadTurnsTest {
  private static final Duration WINDOW = Duration.ofMillis(100);
  private static final int BYTES = 648;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<Integer> marks = new ArrayList<>();
  private ReadTurns turns;
  private boolean welcome = true;
  private int reads;
  private long heardMs;

  ReadTurnsTest() {
    channel.freezeTime();
    turns = turns(null);
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void firstRead_nothingKnownYet_comesAtOnce() {
    turns.next();

    assertThat(reads).isOne();
  }

  @Test
  void smallFrames_areReadOnceInAWindow() {
    came(1, 20);

    turns.next();

    assertThat(reads).isZero();
    pass(89);
    assertThat(reads).isZero();
    pass(1);
    assertThat(reads).isOne();
    assertThat(turns.goesOn()).isTrue();
  }

  @Test
  void smallFrames_neverWaitLongerThanAWindow() {
    for (var start = 0; start < 20; start++) {
      pass(1);
      came(5, 20);
      var before = reads;

      turns.next();
      pass(100);

      assertThat(reads).as("%s ms", start).isEqualTo(before + 1);
    }
  }

  @Test
  void askedSeveralTimes_readsOnce() {
    came(5, 20);

    turns.next();
    turns.next();
    pass(100);

    assertThat(reads).isOne();
  }

  @Test
  void framesOfAWindow_areReadAsTheyCome() {
    came(1, 100);

    turns.next();

    assertThat(reads).isOne();
    assertThat(turns.goesOn()).isFalse();
  }

  @Test
  void moreThanAWindowHolds_isReadOnAtOnce() {
    came(10, 20);

    turns.next();

    assertThat(reads).isOne();
  }

  @Test
  void wantedLate_afterItsTurn_comesAtOnce() {
    came(5, 20);
    pass(250);

    turns.next();

    assertThat(reads).isOne();
  }

  @Test
  void soundThatIsNotUnderstoodYet_isReadAsItComes() {
    turns.frame();
    turns.complete(0);

    turns.next();

    assertThat(reads).isOne();
  }

  @Test
  void unwelcome_isNotRead() {
    came(5, 20);
    turns.next();
    welcome = false;

    pass(100);
    turns.next();

    assertThat(reads).isZero();
    welcome = true;
    turns.next();
    assertThat(reads).isOne();
  }

  @Test
  void textAlone_changesNothing() {
    came(5, 20);
    turns.complete(heardMs);

    turns.next();

    assertThat(reads).isZero();
  }

  @Test
  void stopped_readsAtOnceFromThenOn() {
    came(5, 20);
    turns.next();

    turns.stop();
    pass(100);

    assertThat(reads).isZero();
    turns.next();
    assertThat(reads).isOne();
  }

  @Test
  void lowWater_smallFrames_isTheRestOfTheWindowLessHalfAFrame() {
    var marked = marked();

    came(1, 20);
    turns.next();

    assertThat(marks).containsExactly(4 * BYTES - BYTES / 2);
    assertThat(reads).isOne();
    came(4, 20);
    turns.next();
    assertThat(marks).last().isEqualTo(5 * BYTES - BYTES / 2);
    assertThat(marked.goesOn()).isFalse();
  }

  @Test
  void lowWater_restInTime_neverSaysThatItIsLate() {
    var marked = marked();
    for (var i = 0; i < 50; i++) {
      came(5, 20);
      marked.next();
      pass(100);

      assertThat(marks).as("window %s", i).containsOnly(5 * BYTES - BYTES / 2);
      assertThat(marked.goesOn()).isFalse();
    }
  }

  @Test
  void lowWater_restThatNeverComes_isWaitedForAWindowAndAFrameAndALook() {
    var marked = marked();
    came(5, 20);
    marked.next();

    for (var ms = 1; ms < 120; ms++) {
      pass(1);
      assertThat(marks).as("%s ms", ms).last().isNotEqualTo(1);
    }
    for (var ms = 0; ms <= 10; ms++) {
      pass(1);
    }
    assertThat(marks).last().isEqualTo(1);

    came(2, 20);
    assertThat(marked.goesOn()).isTrue();
    marked.next();
    assertThat(marks).last().isEqualTo(3 * BYTES - BYTES / 2);
    came(3, 20);
    assertThat(marked.goesOn()).isFalse();
  }

  @Test
  void lowWater_moreThanTheRest_keepsWindowsWhereTheyWere() {
    var marked = marked();
    came(7, 20);

    marked.next();

    assertThat(marks).last().isEqualTo(3 * BYTES - BYTES / 2);
  }

  @Test
  void lowWater_stopped_isOne() {
    var marked = marked();
    came(5, 20);
    marked.next();

    marked.stop();

    assertThat(marks).last().isEqualTo(1);
    pass(500);
    marked.next();
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void lowWater_unwelcome_isNotRead() {
    var marked = marked();
    came(5, 20);
    welcome = false;

    marked.next();
    pass(200);

    assertThat(reads).isZero();
  }

  private ReadTurns marked() {
    turns = turns(new ReadTurns.Kernel(marks::add, new LateReads(channel.eventLoop())));
    return turns;
  }

  private ReadTurns turns(ReadTurns.@Nullable Kernel kernel) {
    return new ReadTurns(channel.eventLoop(), WINDOW, kernel, () -> welcome, () -> reads++);
  }

  private void came(int frames, int ms) {
    for (var i = 0; i < frames; i++) {
      turns.frame();
      turns.bytes(BYTES);
      heardMs += ms;
    }
    turns.complete(heardMs);
  }

  private void pass(long ms) {
    channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }
}

package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// When a connection is read, on a clock that stands still until it is moved.
class ReadTurnsTest {
  private static final Duration WINDOW = Duration.ofMillis(100);

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final ReadTurns turns;
  private boolean welcome = true;
  private int reads;
  private long heardMs;

  ReadTurnsTest() {
    channel.freezeTime();
    turns = new ReadTurns(channel.eventLoop(), WINDOW, () -> welcome, () -> reads++);
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
    pass(6);
    assertThat(reads).isOne();
    assertThat(turns.isGathering()).isTrue();
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
    assertThat(turns.isGathering()).isFalse();
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

  private void came(int frames, int ms) {
    for (var i = 0; i < frames; i++) {
      turns.frame();
      heardMs += ms;
    }
    turns.complete(heardMs);
  }

  private void pass(long ms) {
    channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }
}

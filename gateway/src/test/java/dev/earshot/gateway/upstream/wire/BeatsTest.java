package dev.earshot.gateway.upstream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.upstream.Loop.Beat;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What repeats on one loop, on a clock that stands still until it is moved.
class BeatsTest {
  private static final Duration EACH = Duration.ofMillis(80);

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Beats beats;

  BeatsTest() {
    channel.freezeTime();
    beats = new Beats(channel.eventLoop());
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void every_beatsOnceInItsTime() {
    var count = new AtomicInteger();

    var _ = beats.every(EACH, count::incrementAndGet);

    pass(79);
    assertThat(count).hasValue(0);
    pass(1);
    assertThat(count).hasValue(1);
    pass(800);
    assertThat(count).hasValue(11);
  }

  @Test
  void many_haveOneTimer() {
    var count = new AtomicInteger();

    for (var i = 0; i < 1_000; i++) {
      var _ = beats.every(EACH, count::incrementAndGet);
    }

    pass(80);

    assertThat(count).hasValue(1_000);
    assertThat(channel.runScheduledPendingTasks()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(10));
  }

  @Test
  void stopped_beatsNoMore() {
    var count = new AtomicInteger();
    var beat = beats.every(EACH, count::incrementAndGet);
    pass(80);

    beat.stop();
    beat.stop();
    pass(800);

    assertThat(count).hasValue(1);
    assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
  }

  @Test
  void stoppedWhileItBeats_theOthersBeatOn() {
    var mine = new ArrayList<Beat>();
    var others = new AtomicInteger();
    var _ = beats.every(EACH, others::incrementAndGet);
    mine.add(beats.every(EACH, () -> mine.forEach(Beat::stop)));
    var _ = beats.every(EACH, others::incrementAndGet);

    pass(160);

    assertThat(others).hasValue(4);
  }

  private void pass(long ms) {
    for (var i = 0; i < ms; i++) {
      channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
      channel.runScheduledPendingTasks();
    }
  }
}

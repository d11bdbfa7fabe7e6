package dev.earshot.load.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SliceTest {
  @Test
  void then_twoSlices_areOneWithAllThatWasNoted() {
    var tally = new Tally();
    tally.note(Measure.ADDED_LATENCY, 1_000_000);
    tally.count(Count.MESSAGES);
    tally.end("finished");
    var first = tally.take(10);
    tally.note(Measure.ADDED_LATENCY, 3_000_000);
    tally.end("finished");
    var both = first.then(tally.take(30));

    assertThat(both.fromNanos()).isZero();
    assertThat(both.toNanos()).isEqualTo(30);
    assertThat(both.histogram(Measure.ADDED_LATENCY).getTotalCount()).isEqualTo(2);
    assertThat(both.millis(Measure.ADDED_LATENCY, 100)).isBetween(2.99, 3.01);
    assertThat(both.count(Count.MESSAGES)).isEqualTo(1);
    assertThat(both.endings()).containsEntry("finished", 2L);
  }

  @Test
  void unsettled_slice_keepsEverythingButSteadyTimes() {
    var tally = new Tally();
    tally.note(Measure.ADDED_LATENCY, 1_000_000);
    tally.note(Measure.CONNECT, 1_000_000);
    tally.count(Count.FRAMES_SENT, 7);
    var kept = tally.take(1).unsettled();

    assertThat(kept.histogram(Measure.ADDED_LATENCY).getTotalCount()).isZero();
    assertThat(kept.histogram(Measure.CONNECT).getTotalCount()).isEqualTo(1);
    assertThat(kept.count(Count.FRAMES_SENT)).isEqualTo(7);
  }

  @Test
  void millis_whereNothingWasMeasured_isNoNumber() {
    assertThat(Slice.empty(0).millis(Measure.CONNECT, 50)).isNaN();
  }
}

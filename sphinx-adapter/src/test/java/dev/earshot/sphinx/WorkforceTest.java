package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkforceTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final Workforce workers = new Workforce(waiting::add, 2, nanos::get);

  @Test
  void execute_workThatWaits_isMeasured() {
    workers.execute(() -> {});
    pass(Duration.ofMillis(320));
    assertThat(workers.mostWaitedMs()).isZero();
    waiting.remove().run();
    assertThat(workers.mostWaitedMs()).isEqualTo(320);
  }

  @Test
  void mostWaited_longAgo_isForgotten() {
    workers.execute(() -> {});
    pass(Duration.ofMillis(320));
    waiting.remove().run();
    pass(Duration.ofSeconds(6));
    assertThat(workers.mostWaitedMs()).isZero();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}

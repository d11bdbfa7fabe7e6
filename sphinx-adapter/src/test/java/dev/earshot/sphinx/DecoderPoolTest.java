package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/// The pool with decoders that take no time, opened when the test says so.
class DecoderPoolTest {
  private final Queue<Runnable> openings = new ArrayDeque<>();
  private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  private final List<Decoder> lent = new ArrayList<>();
  private final List<RecogniserException> refused = new ArrayList<>();

  @Test
  void warm_opensTheSpare() {
    var pool = pool(3, Quiet::decoder);
    var ready = pool.warm();
    assertThat(ready).isNotDone();
    open();
    assertThat(ready).isCompleted();
    assertThat(pool.opened()).isEqualTo(1);
  }

  @Test
  void borrow_theSpare_opensAnotherMeanwhile() {
    var pool = pool(3, Quiet::decoder);
    var _ = pool.warm();
    open();
    borrow(pool);
    assertThat(lent).hasSize(1);
    assertThat(openings).hasSize(1);
    open();
    borrow(pool);
    assertThat(lent).as("at once").hasSize(2);
  }

  @Test
  void borrow_threeAtOnce_opensForThemAndASpare() {
    var pool = pool(9, Quiet::decoder);
    for (var i = 0; i < 3; i++) {
      borrow(pool);
    }
    assertThat(openings).hasSize(4);
    open();
    assertThat(lent).hasSize(3);
    assertThat(pool.opened()).isEqualTo(4);
  }

  @Test
  void borrow_maximum_opensNoSpare() {
    var pool = pool(2, Quiet::decoder);
    for (var i = 0; i < 3; i++) {
      borrow(pool);
      open();
    }
    assertThat(pool.opened()).isEqualTo(2);
    assertThat(pool.waiting()).isEqualTo(1);
    pool.giveBack(lent.getFirst());
    assertThat(lent).hasSize(3);
  }

  @Test
  void giveBack_nobodyWaits_keepsThemAll() {
    var pool = pool(9, Quiet::decoder);
    borrow(pool);
    open();
    pool.giveBack(lent.getFirst());
    borrow(pool);
    assertThat(openings).isEmpty();
    assertThat(pool.opened()).isEqualTo(2);
  }

  @Test
  void discard_broken_opensASpareForIt() {
    var pool = pool(1, Quiet::decoder);
    borrow(pool);
    open();
    pool.discard(lent.getFirst());
    assertThat(pool.opened()).isZero();
    open();
    assertThat(pool.opened()).isEqualTo(1);
    assertThat(pool.lent()).isZero();
  }

  @Test
  void borrow_firstOpeningIsSlow_waitsForIt() {
    var pool = pool(1, Quiet::decoder);
    borrow(pool);
    clock.advanceTimeBy(DecoderPool.PATIENCE.multipliedBy(3));
    assertThat(refused).isEmpty();
    open();
    assertThat(lent).hasSize(1);
    borrow(pool);
    clock.advanceTimeBy(DecoderPool.PATIENCE);
    assertThat(refused).singleElement().isInstanceOf(Busy.class);
  }

  @Test
  void opening_spareFails_isTriedAgainWithTheNext() {
    var answers = new ArrayDeque<Supplier<Decoder>>(
        List.of(Quiet::decoder, DecoderPoolTest::noMemory, Quiet::decoder));
    var pool = pool(9, () -> answers.remove().get());
    var _ = pool.warm();
    open();
    borrow(pool);
    open();
    assertThat(pool.opened()).isEqualTo(1);
    assertThat(openings).as("not in a circle").isEmpty();
    borrow(pool);
    openings.remove().run();
    assertThat(lent).hasSize(2);
    assertThat(refused).isEmpty();
  }

  @Test
  void opening_outOfMemory_refusesWhoWaits() {
    var pool = pool(1, DecoderPoolTest::noMemory);
    borrow(pool);
    open();
    assertThat(refused).singleElement().isInstanceOf(Lost.class);
  }

  private DecoderPool pool(int most, Supplier<Decoder> opening) {
    return new DecoderPool(opening, most, openings::add, clock);
  }

  private void borrow(DecoderPool pool) {
    pool.borrow(new DecoderPool.Borrower() {
      @Override
      public void lend(Decoder decoder) {
        lent.add(decoder);
      }

      @Override
      public void refuse(RecogniserException why) {
        refused.add(why);
      }
    });
  }

  private void open() {
    while (!openings.isEmpty()) {
      openings.remove().run();
    }
  }

  private static Decoder noMemory() {
    throw new OutOfMemoryError("as a test wants it");
  }
}

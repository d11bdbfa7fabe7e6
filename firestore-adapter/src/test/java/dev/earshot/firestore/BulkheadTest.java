package dev.earshot.firestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.core.SettableApiFuture;
import dev.earshot.firestore.StoreException.Closed;
import dev.earshot.firestore.StoreException.Full;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

class BulkheadTest {
  private final List<SettableApiFuture<String>> sent = new ArrayList<>();
  private final Bulkhead bulkhead = new Bulkhead(2, 1, Runnable::run);

  @Test
  void pass_notSubscribed_sendsNothing() {
    call();

    assertThat(sent).isEmpty();
  }

  @Test
  void pass_asManyAsMayBe_waitsAndThenRefuses() {
    var first = call().toFuture();
    call().subscribe();
    var waiting = call().toFuture();
    assertThatThrownBy(() -> call().block()).isInstanceOf(Full.class)
        .hasMessageContaining("in flight: 2, waiting: 1");
    assertThat(sent).hasSize(2);

    sent.getFirst().set("yes");
    assertThat(first).isCompletedWithValue("yes");
    assertThat(sent).hasSize(3);
    sent.getLast().set("no");
    assertThat(waiting).isCompletedWithValue("no");
  }

  @Test
  void pass_callFails_givesThePlaceBack() {
    for (var n = 0; n < 5; n++) {
      var failed = call().toFuture();
      sent.getLast().setException(new IllegalStateException("broken"));
      assertThat(failed).isCompletedExceptionally();
    }
  }

  @Test
  void pass_callCannotBegin_givesThePlaceBack() {
    for (var n = 0; n < 5; n++) {
      assertThatThrownBy(() -> bulkhead.pass(() -> {
        throw new IllegalStateException("no client");
      }).block()).hasMessage("no client");
    }
  }

  @Test
  void pass_whoWaitsGivesUp_leavesTheLine() {
    call().subscribe();
    call().subscribe();
    call().subscribe().dispose();
    var next = call().toFuture();
    sent.getFirst().set("done");

    assertThat(sent).hasSize(3);
    sent.getLast().set("next");
    assertThat(next).isCompletedWithValue("next");
  }

  @Test
  void pass_whoIsUnderWayGivesUp_keepsThePlaceUntilTheCallEnds() {
    call().subscribe().dispose();
    call().subscribe().dispose();
    call().subscribe();
    assertThat(sent).hasSize(2);

    sent.getFirst().set("late");
    assertThat(sent).hasSize(3);
  }

  /// A failure that nobody waits for would come into the log as an error.
  @Test
  void pass_whoIsUnderWayGivesUpAndTheCallFails_isToldNothing() {
    var dropped = new ArrayList<Throwable>();
    Hooks.onErrorDropped(dropped::add);
    try {
      call().subscribe().dispose();
      sent.getFirst().setException(new IllegalStateException("late"));
    } finally {
      Hooks.resetOnErrorDropped();
    }

    assertThat(dropped).isEmpty();
  }

  @Test
  void close_someUnderWay_saysSoAndRefusesTheOthers() {
    call().subscribe();
    call().subscribe();
    var waiting = call().toFuture();

    assertThat(bulkhead.close(Duration.ofMillis(1))).isFalse();
    assertThatThrownBy(waiting::join).hasCauseInstanceOf(Closed.class);
    assertThatThrownBy(() -> call().block()).isInstanceOf(Closed.class);
    sent.forEach(call -> call.set("done"));
    assertThat(bulkhead.close(Duration.ofMillis(1))).isTrue();
  }

  private Mono<String> call() {
    return bulkhead.pass(() -> {
      SettableApiFuture<String> future = SettableApiFuture.create();
      sent.add(future);
      return future;
    });
  }
}

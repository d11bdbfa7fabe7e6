package dev.earshot.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.FirestoreException;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Settled;
import io.grpc.Status;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.One;

/// Who goes with whom, and what each is told.
class SettleLineTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final AccountId BEN = new AccountId("ben");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  private final List<List<Settle>> batches = new ArrayList<>();
  private final Deque<One<Boolean>> underWay = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private final SettleLine line = new SettleLine(this::together, this::alone);

  @Test
  void settle_whileABatchIsUnderWay_sharesTheNext() {
    ask(ANN, 1);
    IntStream.rangeClosed(2, 4).forEach(n -> ask(ANN, n));
    assertThat(sizes()).containsExactly(1);

    done();
    assertThat(sizes()).containsExactly(1, 3);
    done();
    assertThat(told).containsExactly("1: 10", "2: 20", "3: 30", "4: 40");
    ask(ANN, 5);
    assertThat(sizes()).containsExactly(1, 3, 1);
  }

  @Test
  void settle_ofAnotherAccount_doesNotWait() {
    ask(ANN, 1);
    ask(BEN, 2);

    assertThat(sizes()).containsExactly(1, 1);
  }

  @Test
  void settle_ofVeryMany_goesByTheHundred() {
    IntStream.rangeClosed(0, 250).forEach(n -> ask(ANN, n));
    for (var i = 0; i < 4; i++) {
      done();
    }

    assertThat(sizes()).containsExactly(1, 100, 100, 50);
    assertThat(told).hasSize(251);
  }

  @Test
  void settle_besideOneThatWasCharged_isAskedForAlone() {
    ask(ANN, 1);
    IntStream.rangeClosed(2, 4).forEach(n -> ask(ANN, n));
    done();
    fails(Status.ALREADY_EXISTS);

    done();
    done();
    done();
    assertThat(sizes()).containsExactly(1, 3, 1, 1, 1);
    assertThat(told).containsExactly("1: 10", "2: 20", "3: 30", "4: 40");
  }

  @Test
  void settle_inABatchThatFails_isToldSoAndHoldsNobodyUp() {
    ask(ANN, 1);
    IntStream.rangeClosed(2, 3).forEach(n -> ask(ANN, n));
    done();
    ask(ANN, 4);
    fails(Status.ABORTED);

    done();
    assertThat(told).containsExactly("1: 10", "2: ABORTED", "3: ABORTED", "4: 40");
  }

  @Test
  void settle_twiceAtOnce_isInTwoBatches() {
    ask(ANN, 1);
    ask(ANN, 2);
    ask(ANN, 2);
    ask(ANN, 3);
    done();
    done();
    done();

    assertThat(batches).containsExactly(List.of(intent(ANN, 1)),
        List.of(intent(ANN, 2), intent(ANN, 3)), List.of(intent(ANN, 2)));
    assertThat(told).containsExactly("1: 10", "2: 20", "3: 30", "2: 20");
  }

  @Test
  void settle_givenUpWhileItWaits_isNotSent() {
    ask(ANN, 1);
    var givenUp = line.settle(intent(ANN, 2)).subscribe();
    ask(ANN, 3);
    givenUp.dispose();
    done();
    done();

    assertThat(batches.stream().flatMap(List::stream)).containsExactly(intent(ANN, 1),
        intent(ANN, 3));
    assertThat(told).containsExactly("1: 10", "3: 30");
  }

  /// A failure that nobody waits for would come into the log as an error.
  @Test
  void settle_givenUpWhileUnderWay_isToldNothing() {
    var dropped = new ArrayList<Throwable>();
    Hooks.onErrorDropped(dropped::add);
    try {
      ask(ANN, 1);
      var givenUp = line.settle(intent(ANN, 2)).subscribe();
      ask(ANN, 3);
      done();
      givenUp.dispose();
      fails(Status.ABORTED);
    } finally {
      Hooks.resetOnErrorDropped();
    }

    assertThat(told).containsExactly("1: 10", "3: ABORTED");
    assertThat(dropped).isEmpty();
  }

  private void ask(AccountId account, int n) {
    var _ = line.settle(intent(account, n))
        .subscribe(settled -> told.add(n + ": " + settled.toMs()),
            failure -> told.add(n + ": " + Failures.codeOf(failure).orElseThrow()));
  }

  private Mono<Void> together(List<Settle> intents) {
    return Mono.defer(() -> {
      batches.add(intents);
      var answer = Sinks.<Boolean>one();
      underWay.add(answer);
      return answer.asMono().then();
    });
  }

  private Mono<Settled> alone(Settle intent) {
    return together(List.of(intent)).thenReturn(new Settled(intent.toMs()));
  }

  private void done() {
    underWay.remove().tryEmitValue(true).orThrow();
  }

  private void fails(Status status) {
    underWay.remove()
        .tryEmitError(FirestoreException.forServerRejection(status, "as the service says"))
        .orThrow();
  }

  private List<Integer> sizes() {
    return batches.stream().map(List::size).toList();
  }

  private static Settle intent(AccountId account, int n) {
    return new Settle(new StreamId(new UUID(0, n)), account, NOVEMBER, 0, n * 10L);
  }
}

package dev.earshot.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.Announcer.Announced;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/// Between every two of its steps the process may be gone: what is left then is looked at here.
class AnnouncerTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final MapOutbox outbox = new MapOutbox();
  private final BreakableSignals signals = new BreakableSignals();
  private final List<String> seen = new ArrayList<>();
  private final Announcer announcer = new Announcer(outbox, signals, () -> seen.add("late"),
      Duration.ofSeconds(2), InstantSource.fixed(NOON));

  @Test
  void announce_allWell_writesThenRaisesAndLeavesNothing() {
    var done = announcer.announce(ANN, "c1", Mono.fromSupplier(() -> {
      seen.add("intents " + outbox.kept().size() + ", raised " + signals.tried().size());
      return "value";
    })).block();

    assertThat(done).isEqualTo(new Announced<>("value", true));
    assertThat(seen).containsExactly("intents 1, raised 0");
    assertThat(signals.read(ANN).block()).isInstanceOf(Signal.Raised.class);
    assertThat(outbox.kept()).isEmpty();
  }

  @Test
  void announce_notSubscribed_changesNothing() {
    var change = announcer.announce(ANN, "c1", Mono.fromSupplier(() -> seen.add("written")));

    assertThat(seen).isEmpty();
    assertThat(outbox.kept()).isEmpty();
    change.block();
    assertThat(seen).containsExactly("written");
  }

  @Test
  void announce_intentCannotBeKept_changesNothing() {
    outbox.away(true);

    assertThatThrownBy(
        () -> announcer.announce(ANN, "c1", Mono.fromSupplier(() -> seen.add("written"))).block())
        .hasMessage("away");
    assertThat(seen).isEmpty();
    assertThat(signals.tried()).isEmpty();
  }

  @Test
  void announce_changeFails_isAnnouncedLaterForItMayHaveBeenMade() {
    assertThatThrownBy(() -> announcer
        .announce(ANN, "c1", Mono.error(new IllegalStateException("ledger")))
        .block())
        .hasMessage("ledger");

    assertThat(outbox.kept()).containsExactly(SignalIntent.begin("c1", ANN, NOON));
    assertThat(signals.tried()).isEmpty();
  }

  @Test
  void announce_signalCannotBeRaised_isDueAtOnceAndTold() {
    signals.breakFor(ANN);

    var done = announcer.announce(ANN, "c1", Mono.just("value")).block();

    assertThat(done).isEqualTo(new Announced<>("value", false));
    assertThat(outbox.kept()).containsExactly(new SignalIntent("c1", ANN, NOON, NOON));
    assertThat(seen).containsExactly("late");
  }

  @Test
  void announce_intentCannotBeForgotten_isDoneAllTheSame() {
    var done = announcer.announce(ANN, "c1", Mono.fromSupplier(() -> {
      outbox.away(true);
      return "value";
    })).block();

    assertThat(done).isEqualTo(new Announced<>("value", true));
    assertThat(outbox.kept()).hasSize(1);
  }

  @Test
  void announce_ledgerHangs_isGivenUpWithinTheLease() {
    StepVerifier.withVirtualTime(() -> announcer.announce(ANN, "c1", Mono.never()))
        .expectSubscription()
        .thenAwait(Duration.ofSeconds(2))
        .verifyError();
    assertThat(outbox.kept()).as("others wait for longer than that")
        .singleElement()
        .satisfies(intent -> assertThat(intent.dueAt()).isAfter(NOON.plusSeconds(6)));
  }

  @Test
  void announce_changeOfManyCalls_mayTakeLongerButNotThanTheLease() {
    StepVerifier.withVirtualTime(() -> announcer.announce(ANN, "c1", Duration.ofSeconds(16),
        Mono.delay(Duration.ofSeconds(15))))
        .thenAwait(Duration.ofSeconds(15))
        .expectNext(new Announced<>(0L, true))
        .verifyComplete();
    assertThat(outbox.kept()).isEmpty();
    assertThatThrownBy(() -> announcer.announce(ANN, "c1", Duration.ofSeconds(17), Mono.never()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("within: PT17S (expected: PT16S at most)");
  }

  @Test
  void announcer_deadlineBeyondTheLease_isRefused() {
    assertThatThrownBy(() -> new Announcer(outbox, signals, () -> {}, Duration.ofSeconds(7),
        InstantSource.fixed(NOON))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("deadline: PT7S (expected: a third of PT20S");
  }
}

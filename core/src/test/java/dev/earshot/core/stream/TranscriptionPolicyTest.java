package dev.earshot.core.stream;

import static dev.earshot.core.stream.Rehearsal.ANN;
import static dev.earshot.core.stream.Rehearsal.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plan;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Policy;
import dev.earshot.core.account.Policy.Apps;
import dev.earshot.core.account.Policy.Blindness;
import dev.earshot.core.account.Policy.Channels;
import dev.earshot.core.account.Policy.Exhaustion;
import dev.earshot.core.account.Policy.Silence;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted.Reason;
import dev.earshot.core.stream.StreamEvent.CreditsRestored;
import dev.earshot.core.stream.StreamEvent.ThresholdReached;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.Unbilled;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/// What a plan says about its streams is what happens to them.
class TranscriptionPolicyTest {
  private static final Blindness TRUSTING = new Blindness(Duration.ofMinutes(15));
  private static final Duration THRESHOLD = Duration.ofMinutes(3);

  private Rehearsal rehearsal = on(Policy.USUAL);

  @AfterEach
  void close() {
    rehearsal.close();
  }

  @Test
  void exhausted_planCloses_endsTheStreamAndPaysForIt() {
    rehearse(policy(Exhaustion.CLOSE, TRUSTING, false));
    rehearsal.till().grant(ANN, 5_000);
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofSeconds(7));

    assertThat(client.told(CreditsExhausted.class)).hasSize(1);
    assertThat(client.end()).isEqualTo(SignalType.ON_ERROR);
    assertThat(rehearsal.till().usedMs(ANN, NOVEMBER)).isEqualTo(5_000);
  }

  @Test
  void exhausted_planContinues_tellsAndChargesOn() {
    rehearse(policy(Exhaustion.CONTINUE, TRUSTING, false));
    rehearsal.till().grant(ANN, 5_000);
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofSeconds(70));
    client.finish();

    assertThat(client.told(CreditsExhausted.class)).hasSize(1);
    assertThat(client.meter().unbilledMs(Unbilled.EXHAUSTED)).isZero();
    assertThat(rehearsal.till().usedMs(ANN, NOVEMBER)).isEqualTo(70_000);
  }

  @ParameterizedTest
  @EnumSource
  void exhausted_planContinues_tellsWhetherAppsHearOn(Apps apps) {
    rehearse(policy(Exhaustion.CONTINUE, TRUSTING, false).withApps(apps));
    rehearsal.till().grant(ANN, 5_000);
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofSeconds(70));

    assertThat(client.told(CreditsExhausted.class)).extracting(CreditsExhausted::goesOn,
        CreditsExhausted::appsGoOn).containsExactly(tuple(true, apps == Apps.CONTINUE));
  }

  @Test
  void threshold_isThePlans() {
    rehearse(new Policy(Exhaustion.STOP, TRUSTING, Duration.ofSeconds(10), Silence.BILLED,
        Channels.ONCE, false));
    rehearsal.till().grant(ANN, 100_000);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofMinutes(1));
    assertThat(client.told(ThresholdReached.class)).isEmpty();

    rehearsal.speak(Duration.ofMinutes(1));

    assertThat(client.told(ThresholdReached.class)).hasSize(1);
  }

  @Test
  void storesAway_planTrustsForAMinute_stopsThenAndSaysWhy() {
    rehearse(policy(Exhaustion.STOP, new Blindness(Duration.ofMinutes(1)), false));
    rehearsal.till().sourceMood(_ -> Mono.error(new IllegalStateException("down")));
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofSeconds(90));

    assertThat(client.meter().billedMs()).isEqualTo(60_000);
    assertThat(client.meter().unbilledMs(Unbilled.CREDIT_UNKNOWN)).isEqualTo(30_000);
    assertThat(client.told(CreditsExhausted.class)).singleElement()
        .matches(told -> told.reason() == Reason.UNAVAILABLE && told.resetsAt().isEmpty());
    assertThat(rehearsal.blindMs()).isEqualTo(60_000);
    assertThat(client.isOver()).isFalse();
  }

  @Test
  void storesAwayAndBack_planStopped_hearsAgain() {
    rehearse(policy(Exhaustion.STOP, new Blindness(Duration.ZERO), false));
    rehearsal.till().sourceMood(_ -> Mono.error(new IllegalStateException("down")));
    rehearsal.till().grant(ANN, 1_000_000);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofSeconds(30));
    assertThat(client.meter().billedMs()).isZero();

    rehearsal.till().healed();
    rehearsal.speak(Duration.ofSeconds(60));

    assertThat(client.told(CreditsRestored.class)).hasSize(1);
    assertThat(client.meter().billedMs()).isBetween(29_000L, 31_000L);
  }

  @Test
  void storesAway_withinWhatIsLeft_goesOnByItsOwnCount() {
    rehearsal.till().grant(ANN, 100_000);
    var client = rehearsal.connect();
    rehearsal.counterMood(_ -> Mono.error(new IllegalStateException("down")));
    rehearsal.till().sourceMood(_ -> Mono.error(new IllegalStateException("down")));

    rehearsal.speak(Duration.ofMinutes(3));

    assertThat(client.meter().billedMs()).isEqualTo(100_000);
    assertThat(client.told(CreditsExhausted.class)).singleElement()
        .matches(told -> told.reason() == Reason.USED_UP);
  }

  @Test
  void strict_manyStreams_useTheGrantAndAWindowEachAtMost() {
    rehearse(policy(Exhaustion.STOP, TRUSTING, true));
    rehearsal.till().grant(ANN, 30_000);
    var clients = List.of(rehearsal.connect(), rehearsal.connect(), rehearsal.connect());

    rehearsal.speak(Duration.ofSeconds(40));

    var billed = clients.stream().mapToLong(client -> client.meter().billedMs()).sum();
    assertThat(billed).isBetween(30_000L, 30_000L + 3 * 100);
    assertThat(clients).allMatch(client -> client.told(CreditsExhausted.class).size() == 1);
  }

  @Test
  void strict_counterAway_stopsAtWhatIsReserved() {
    rehearse(policy(Exhaustion.STOP, TRUSTING, true));
    rehearsal.till().grant(ANN, 1_000_000);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofSeconds(10));
    rehearsal.counterMood(_ -> Mono.<List<Tally>>error(new IllegalStateException("down")));

    rehearsal.speak(Duration.ofSeconds(30));

    assertThat(client.meter().billedMs()).isBetween(14_000L, 15_100L);
  }

  @Test
  void silenceIsFree_isHeardAndNotCharged() {
    rehearse(new Policy(Exhaustion.STOP, TRUSTING, THRESHOLD, Silence.FREE, Channels.ONCE,
        false));
    rehearsal.till().grant(ANN, 1_000_000);
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofSeconds(20)); // digital silence
    client.finish();

    assertThat(client.meter().unbilledMs(Unbilled.SILENCE)).isEqualTo(20_000);
    assertThat(rehearsal.ear().heardSamples()).isEqualTo(20_000 * 8);
    assertThat(rehearsal.till().chargedMs()).isZero();
  }

  private static Policy policy(Exhaustion exhaustion, Blindness blindness, boolean strict) {
    return new Policy(exhaustion, blindness, THRESHOLD, Silence.BILLED, Channels.ONCE, strict);
  }

  private void rehearse(Policy policy) {
    rehearsal.close();
    rehearsal = on(policy);
  }

  private static Rehearsal on(Policy policy) {
    var basic = new Plan(Plans.BASIC, MonthlyGrant.of(Duration.ZERO), policy);
    return new Rehearsal("2026-11-22T12:00:00Z", Script.FLAWLESS, new Plans(List.of(basic)),
        Duration.ZERO);
  }
}

package dev.earshot.load.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.earshot.load.device.Session.End;
import dev.earshot.load.device.Session.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void ramp_streams_comeEvenlyAndLeaveTogether() {
    var plan = Plan.ramp(4, Duration.ofSeconds(2), MINUTE, 1);

    assertThat(plan.sessions()).extracting(Session::fromNanos)
        .containsExactly(0L, 500_000_000L, 1_000_000_000L, 1_500_000_000L);
    assertThat(plan.sessions()).extracting(Session::toNanos).containsOnly(MINUTE.toNanos());
    assertThat(plan.length()).isEqualTo(MINUTE);
  }

  @Test
  void poisson_manyStreams_comeAtTheirRateAndAtNoSteadyOne() {
    var sessions = Plan.poisson(50, Duration.ofSeconds(3), Duration.ofMinutes(10), 7).sessions();

    assertThat((double) sessions.size()).isCloseTo(30_000, within(600.0));
    var gaps = new ArrayList<Double>();
    for (var i = 1; i < sessions.size(); i++) {
      gaps.add((sessions.get(i).fromNanos() - sessions.get(i - 1).fromNanos()) / 1e9);
    }
    var mean = gaps.stream().mapToDouble(gap -> gap).average().orElseThrow();
    var spread = Math.sqrt(gaps.stream()
        .mapToDouble(gap -> Math.pow(gap - mean, 2))
        .average()
        .orElseThrow());
    assertThat(spread).isCloseTo(mean, within(mean / 20)); // as it is where chance alone decides
  }

  @Test
  void poisson_theSameSeed_givesTheSamePlanAndAnotherAnother() {
    var plan = Plan.poisson(5, MINUTE, MINUTE, 1);

    assertThat(Plan.poisson(5, MINUTE, MINUTE, 1)).isEqualTo(plan);
    assertThat(Plan.poisson(5, MINUTE, MINUTE, 2)).isNotEqualTo(plan);
  }

  @Test
  void withManners_someOfThem_moveNobodyElse() {
    var plan = Plan.ramp(10_000, MINUTE, MINUTE.multipliedBy(2), 3);
    var bad = plan.withManners(10, 1, 3);

    assertThat(bad.sessions()).extracting(Session::fromNanos)
        .isEqualTo(plan.sessions().stream().map(Session::fromNanos).toList());
    assertThat(share(bad, Manner.SLOW_READER)).isCloseTo(0.1, within(0.01));
    assertThat(share(bad, Manner.HALF_OPEN)).isCloseTo(0.01, within(0.004));
  }

  @Test
  void withStorm_inTheMiddle_cutsWhoTalksThen() {
    var storm = Duration.ofSeconds(30);
    var plan = Plan.ramp(3, Duration.ofSeconds(45), MINUTE, 1).withStorm(storm);

    assertThat(plan.sessions()).hasSize(5);
    assertThat(plan.sessions().stream().filter(session -> session.end() == End.DROP))
        .hasSize(2)
        .allMatch(session -> session.toNanos() == storm.toNanos());
    assertThat(plan.sessions()).filteredOn(session -> session.fromNanos() == storm.toNanos())
        .hasSize(3); // two that come back, one that comes then anyway
  }

  @Test
  void share_ofEveryLoop_isTheWholePlan() {
    var plan = Plan.ramp(10, Duration.ofSeconds(1), MINUTE, 1);

    var all = new ArrayList<Session>();
    for (var loop = 0; loop < 3; loop++) {
      all.addAll(plan.share(loop, 3).sessions());
    }

    all.sort(Comparator.comparingLong(Session::fromNanos));
    assertThat(all).isEqualTo(plan.sessions());
  }

  @Test
  void session_thatEndsBeforeItBegins_isRefused() {
    assertThatThrownBy(() -> new Session(5, 5, Manner.STEADY, End.FINISH, 0))
        .hasMessage("session: 5..5 (expected: 0 <= from < to)");
  }

  private static double share(Plan plan, Manner manner) {
    return plan.sessions().stream().filter(session -> session.manner() == manner).count()
        / (double) plan.sessions().size();
  }
}

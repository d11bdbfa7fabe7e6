package dev.earshot.load.churn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.load.churn.Lane.Manners;
import dev.earshot.load.device.Session;
import dev.earshot.load.device.Session.End;
import dev.earshot.load.device.Session.Manner;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final Traffic TRAFFIC = new Traffic(50, Duration.ofMinutes(10), 1);

  @Test
  void plan_ofAllLanes_hasTheRateInAll() {
    var streams = Lane.usual().stream().mapToInt(lane -> sessions(lane).size()).sum();

    assertThat(streams).isCloseTo(50 * 600, Percentage.withPercentage(3));
  }

  @Test
  void plan_ofAPoliteLane_saysGoodbyeAndComesAgainWhenItIsRefused() {
    assertThat(sessions(lane(Manners.POLITE))).allMatch(
        session -> session.manner() == Manner.STEADY && session.end() == End.FINISH
            && session.tries() > 0)
        .allMatch(session -> seconds(session) >= 2 && seconds(session) <= 6);
  }

  @Test
  void plan_ofARoughLane_hasThreeKinds() {
    var all = sessions(lane(Manners.ROUGH));

    assertThat(share(all, session -> session.end() == End.DROP)).isBetween(0.55, 0.65);
    assertThat(share(all, session -> session.manner() == Manner.SLOW_READER)).isBetween(0.16, 0.24);
    assertThat(share(all, session -> session.manner() == Manner.HALF_OPEN)).isBetween(0.16, 0.24);
  }

  @Test
  void plan_ofTwoLanes_isNotTheSame() {
    var lanes = Lane.usual();

    assertThat(sessions(lanes.get(0))).isNotEqualTo(sessions(lanes.get(2)));
    assertThat(sessions(lanes.get(0))).isEqualTo(sessions(lanes.get(0)));
  }

  private static Lane lane(Manners manners) {
    return Lane.usual()
        .stream()
        .filter(lane -> lane.manners() == manners)
        .findFirst()
        .orElseThrow();
  }

  private static List<Session> sessions(Lane lane) {
    return TRAFFIC.plan(lane).sessions();
  }

  private static double seconds(Session session) {
    return (session.toNanos() - session.fromNanos()) / 1e9;
  }

  private static double share(List<Session> all, Predicate<Session> which) {
    return all.stream().filter(which).count() / (double) all.size();
  }
}

package dev.earshot.load.churn;

import dev.earshot.load.churn.Lane.Manners;
import dev.earshot.load.device.Count;
import dev.earshot.load.device.Fleet;
import dev.earshot.load.device.Round;
import dev.earshot.load.device.Slice;
import dev.earshot.load.device.Target;
import dev.earshot.load.device.WordClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// All lanes at once, and what was noted on each since the beginning.
final class Streets implements AutoCloseable {
  private static final long LAST_S = 70;

  private final List<Street> all;

  /// A lane that is open.
  private static final class Street {
    private final Lane lane;
    private final Round round;
    private Slice noted = Slice.empty(0);

    private Street(Lane lane, Round round) {
      this.lane = lane;
      this.round = round;
    }
  }

  private Streets(List<Street> all) {
    this.all = all;
  }

  /// Lets the streams of all lanes come.
  ///
  /// @param target of a lane's devices
  static Streets open(List<Lane> lanes, Traffic traffic, Fleet fleet,
      Function<Lane, Target> target) {
    var all = new ArrayList<Street>();
    for (var lane : lanes) {
      all.add(new Street(lane, fleet.begin(target.apply(lane), lane.shape(),
          WordClock.ofEarshot(lane.shape().frameMs()), traffic.plan(lane))));
    }
    return new Streets(all);
  }

  /// Takes what was noted since the last time.
  void take() throws InterruptedException {
    for (var street : all) {
      street.noted = street.noted.then(street.round.take());
    }
  }

  /// Waits until the last stream has ended.
  void awaitOver() throws InterruptedException {
    try {
      for (var street : all) {
        street.round.over().get(LAST_S, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("streams: some are still there after " + LAST_S
          + " s (expected: that each ends or is given up)", e);
    }
  }

  int talking() {
    return all.stream().mapToInt(street -> street.noted.talking()).sum();
  }

  long count(Count count) {
    return all.stream().mapToLong(street -> street.noted.count(count)).sum();
  }

  /// What all lanes of these manners have noted.
  Slice of(Manners manners) {
    return all.stream()
        .filter(street -> street.lane.manners() == manners)
        .map(street -> street.noted)
        .reduce(Slice.empty(0), Slice::then);
  }

  @Override
  public void close() {
    all.forEach(street -> street.round.close());
  }
}

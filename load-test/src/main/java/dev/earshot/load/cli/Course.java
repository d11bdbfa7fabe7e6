package dev.earshot.load.cli;

import dev.earshot.load.device.Plan;
import dev.earshot.load.device.Plan.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The course of a run: which streams come when, and the stages of it that count.
///
/// @param stages in their order, without what lies between them
record Course(Plan plan, List<Stage> stages) {
  /// A time in which what is measured counts.
  record Stage(String name, Duration from, Duration to) {
    boolean contains(long nanos) {
      return nanos >= from.toNanos() && nanos <= to.toNanos();
    }
  }

  /// Up in steps: streams come evenly within a ramp, the gateway settles, and then it counts. Behind the last
  /// step they leave as evenly as they came.
  ///
  /// @param targets how many streams talk in each step, each more than the one before
  static Course steps(List<Integer> targets, Duration ramp, Duration settle, Duration hold,
      long seed) {
    var arrivals = new ArrayList<Long>();
    var stages = new ArrayList<Stage>();
    var at = Duration.ZERO;
    for (var target : targets) {
      var more = target - arrivals.size();
      for (var i = 0; i < more; i++) {
        arrivals.add(at.toNanos() + ramp.toNanos() * i / more);
      }
      var from = at.plus(ramp).plus(settle);
      at = from.plus(hold);
      stages.add(new Stage(target + " streams", from, at));
    }
    var end = at.toNanos();
    var spans = new ArrayList<Span>();
    for (var i = 0; i < arrivals.size(); i++) {
      spans.add(new Span(arrivals.get(i), end + ramp.toNanos() * (i + 1) / arrivals.size()));
    }
    return new Course(Plan.of(spans, seed), stages);
  }

  /// As a plan has it; all of it counts behind the settling.
  static Course of(String name, Plan plan, Duration settle, Duration length) {
    return new Course(plan, List.of(new Stage(name, settle, length)));
  }

  /// In the middle of the last stage.
  Duration middle() {
    var last = stages.getLast();
    return last.from().plus(last.to().minus(last.from()).dividedBy(2));
  }

  Course with(Plan other) {
    return new Course(other, stages);
  }

  /// When somebody should look next: each second, and at the ends of stages.
  long nextLook(long nowNanos) {
    var second = Duration.ofSeconds(1).toNanos();
    var next = (nowNanos / second + 1) * second;
    for (var stage : stages) {
      for (var end : List.of(stage.from().toNanos(), stage.to().toNanos())) {
        if (end > nowNanos && end < next) {
          next = end;
        }
      }
    }
    return next;
  }
}

package dev.earshot.core.account;

import java.time.Duration;
import java.util.List;

/// All plans. A name that nobody knows any more is the basic plan's, as is an account that never
/// subscribed and one whose paid period is over.
///
/// @param all of different names, few enough to be looked through; without a basic plan, that one grants
///     nothing
public record Plans(List<Plan> all) {
  /// The name of the plan that everybody has who has no other.
  public static final String BASIC = "basic";

  private static final Plan NOTHING = new Plan(BASIC, MonthlyGrant.of(Duration.ZERO),
      Policy.USUAL);

  public Plans {
    all = List.copyOf(all);
  }

  /// Only the basic plan, which grants nothing.
  public static Plans none() {
    return new Plans(List.of());
  }

  public Plan basic() {
    return find(BASIC, NOTHING);
  }

  /// The plan of this name, else the basic one.
  public Plan of(String name) {
    return find(name, basic());
  }

  public boolean knows(String name) {
    return name.equals(BASIC) || all.stream().anyMatch(plan -> plan.name().equals(name));
  }

  private Plan find(String name, Plan otherwise) {
    for (var plan : all) {
      if (plan.name().equals(name)) {
        return plan;
      }
    }
    return otherwise;
  }
}

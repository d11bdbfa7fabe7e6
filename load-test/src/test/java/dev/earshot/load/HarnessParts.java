package dev.earshot.load;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

/// Parts of the harness for which a rule holds that does not hold for all of it.
final class HarnessParts {
  /// What sends, hears, notes and tells.
  static final DescribedPredicate<JavaClass> MEASURING = describe("measure",
      type -> type.getPackageName().matches("dev\\.earshot\\.load\\.(device|report|cli|versus)"));
  /// What makes figures and verdicts of what was noted.
  static final DescribedPredicate<JavaClass> JUDGING = describe("judge",
      type -> type.getPackageName().equals("dev.earshot.load.report")
          || type.getName()
              .matches("dev\\.earshot\\.load\\.(device\\.(Notes|Tally|Slice|Continuity|Lags|Plan"
                  + "|Agenda|Comeback|WordClock)|cli\\.(Course|Samples|Judgement|Thresholds)"
                  + "|versus\\.(Scores|Spread|Turn|Report)|overload\\.(Climb|Outcome)"
                  + "|churn\\.(Lane|Traffic|Holding)|Figures|Look|Rise)(\\$.*)?"));
  static final DescribedPredicate<JavaClass> WITHOUT_MAIN = describe("have no main",
      type -> type.tryGetMethod("main", String[].class).isEmpty());

  private HarnessParts() {}
}

package dev.earshot.load;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.earshot.house.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
  private static final JavaClasses HARNESS = HouseRules.classesOf("dev.earshot.load");

  @Test
  void classesOf_harness_findsThem() {
    assertThat(HARNESS).hasSizeGreaterThan(100);
  }

  @Test
  void packages_exceptTheRoot_needEachOtherInOneDirectionOnly() {
    HouseRules.noCircles("dev.earshot.load").check(HARNESS);
  }

  /// The gateway is a process beside it, as for everybody else.
  @Test
  void imports_harness_knowsNoGateway() {
    HouseRules.imports("dev.earshot.gateway..").check(HARNESS);
  }

  @Test
  void packages_withClasses_areNullMarked() {
    assertThat(HouseRules.packagesNotNullMarked(HARNESS)).isEmpty();
  }

  @Test
  void names_ofClasses_saySomething() {
    HouseRules.names().check(HARNESS);
  }

  @Test
  void fields_exceptConstants_areHidden() {
    HouseRules.hiddenFields().check(HARNESS);
  }

  /// What devices do and what is made of it needs no thread that waits for a publisher; benches that call
  /// stores do.
  @Test
  void publishers_ofDevicesAndReports_areNeverBlockedOn() {
    HouseRules.noBlocking().check(HARNESS.that(HarnessParts.MEASURING));
  }

  /// What judges a run is told its times.
  @Test
  void timeAndChance_ofWhatJudges_arePassedIn() {
    HouseRules.timeAndChanceArePassedIn().check(HARNESS.that(HarnessParts.JUDGING));
  }

  @Test
  void netty_isKnownToWhoHasSocketsOnly() {
    noClasses().that()
        .resideInAnyPackage("dev.earshot.load.report..", "dev.earshot.load.cli..",
            "dev.earshot.load.credits..", "dev.earshot.load.overload..",
            "dev.earshot.load.churn..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(HARNESS);
  }

  /// Whoever starts a process of this program says how it ends; nobody else ends it.
  @Test
  void exit_isCalledByMainsOnly() {
    noClasses().that(HarnessParts.WITHOUT_MAIN)
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(HARNESS);
  }

  @Test
  void harnessParts_areThere() {
    assertThat(HARNESS.that(HarnessParts.JUDGING)).hasSizeGreaterThan(20);
    assertThat(HARNESS.that(HarnessParts.MEASURING)).hasSizeGreaterThan(60);
    assertThat(HARNESS.that(HarnessParts.WITHOUT_MAIN))
        .allSatisfy(type -> assertThat(type.getMethods()).noneMatch(
            method -> method.getName().equals("main")
                && method.getModifiers().contains(JavaModifier.STATIC)));
  }
}

package dev.earshot.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.earshot.core.account.Accounts;
import dev.earshot.core.billing.PlanDesk;
import dev.earshot.house.HouseRules;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
  private static final JavaClasses CORE = HouseRules.classesOf("dev.earshot.core");

  @Test
  void packages_needEachOther_inOneDirectionOnly() {
    HouseRules.noCircles("dev.earshot.core").check(CORE);
  }

  @Test
  void imports_core_knowsNeitherSocketsNorVendors() {
    HouseRules.imports("io.netty..", "reactor.netty..", "io.lettuce..", "com.google..",
        "com.fasterxml..", "tools.jackson..", "org.sqlite..", "java.sql..", "java.net..",
        "picocli..", "dev.earshot.gateway..", "dev.earshot.testkit..", "dev.earshot.sqlite..",
        "dev.earshot.sphinx..").check(CORE);
  }

  @Test
  void packages_withClasses_areNullMarked() {
    assertThat(HouseRules.packagesNotNullMarked(CORE)).isEmpty();
  }

  @Test
  void names_ofClasses_saySomething() {
    HouseRules.names().check(CORE);
  }

  @Test
  void fields_exceptConstants_areHidden() {
    HouseRules.hiddenFields().check(CORE);
  }

  @Test
  void publishers_areNeverBlockedOn() {
    HouseRules.noBlocking().check(CORE);
  }

  @Test
  void timeAndChance_arePassedIn() {
    HouseRules.timeAndChanceArePassedIn().check(CORE);
  }

  /// Who changes a plan past the desk does not announce it.
  @Test
  void plans_areChangedAtTheDeskOnly() {
    noClasses().that()
        .doNotBelongToAnyOf(PlanDesk.class, Accounts.class)
        .should()
        .callMethodWhere(describe("changes a plan",
            call -> Set.of("subscribe", "topUp", "grant").contains(call.getName())
                && call.getTargetOwner().isAssignableTo(Accounts.class)))
        .check(CORE);
  }

  @Test
  void classesOf_core_findsThem() {
    assertThat(CORE).hasSizeGreaterThan(30);
  }
}

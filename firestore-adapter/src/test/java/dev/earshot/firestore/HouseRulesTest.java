package dev.earshot.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.earshot.house.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
  private static final JavaClasses ADAPTER = HouseRules.classesOf("dev.earshot.firestore");

  @Test
  void classesOf_adapter_findsThem() {
    assertThat(ADAPTER).hasSizeGreaterThan(10);
  }

  @Test
  void imports_adapter_knowsNeitherGatewayNorSockets() {
    HouseRules
        .imports("dev.earshot.gateway..", "io.netty..", "com.fasterxml..", "picocli..",
            "java.sql..",
            "dev.earshot.sqlite..")
        .check(ADAPTER);
  }

  @Test
  void publishers_areNeverBlockedOn() {
    HouseRules.noBlocking().check(ADAPTER);
  }

  @Test
  void timeAndChance_arePassedIn() {
    HouseRules.timeAndChanceArePassedIn().check(ADAPTER);
  }

  @Test
  void packages_withClasses_areNullMarked() {
    assertThat(HouseRules.packagesNotNullMarked(ADAPTER)).isEmpty();
  }

  @Test
  void names_ofClasses_saySomething() {
    HouseRules.names().check(ADAPTER);
  }

  @Test
  void fields_exceptConstants_areHidden() {
    HouseRules.hiddenFields().check(ADAPTER);
  }
}

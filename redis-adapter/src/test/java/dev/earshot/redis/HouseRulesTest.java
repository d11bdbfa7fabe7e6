package dev.earshot.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.earshot.house.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
  private static final JavaClasses ADAPTER = HouseRules.classesOf("dev.earshot.redis");

  @Test
  void classesOf_adapter_findsThem() {
    assertThat(ADAPTER).hasSizeGreaterThan(10);
  }

  @Test
  void imports_adapter_knowsNeitherGatewayNorSockets() {
    HouseRules.imports("dev.earshot.gateway..", "io.netty..", "com.fasterxml.jackson.databind..",
        "picocli..")
        .check(ADAPTER);
  }

  @Test
  void timeAndChance_arePassedIn() {
    HouseRules.timeAndChanceArePassedIn().check(ADAPTER);
  }

  @Test
  void waiting_onPublishers_isNoWork() {
    HouseRules.noBlocking().check(ADAPTER);
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

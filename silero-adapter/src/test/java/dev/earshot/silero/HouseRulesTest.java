package dev.earshot.silero;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.earshot.house.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
  private static final JavaClasses ADAPTER = HouseRules.classesOf("dev.earshot.silero");

  @Test
  void classesOf_adapter_findsThem() {
    assertThat(ADAPTER).hasSizeGreaterThan(1);
  }

  @Test
  void imports_adapter_knowsNeitherGatewayNorSockets() {
    HouseRules.imports("dev.earshot.gateway..", "io.netty..", "picocli..", "dev.earshot.sphinx..")
        .check(ADAPTER);
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

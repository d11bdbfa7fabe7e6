package dev.earshot.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.earshot.house.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
  private static final JavaClasses DEPLOY = HouseRules.classesOf("dev.earshot.deploy");

  @Test
  void imports_imageParts_areTheJdksAlone() {
    HouseRules.imports("dev.earshot.core..", "dev.earshot.gateway..", "com..", "io..")
        .check(DEPLOY);
  }

  @Test
  void packages_withClasses_areNullMarked() {
    assertThat(HouseRules.packagesNotNullMarked(DEPLOY)).isEmpty();
  }

  @Test
  void names_ofClasses_saySomething() {
    HouseRules.names().check(DEPLOY);
  }
}

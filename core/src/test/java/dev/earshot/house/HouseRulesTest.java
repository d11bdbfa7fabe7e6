package dev.earshot.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A rule that finds nothing may be a rule that cannot: each must find who breaks it, and nobody else.
class HouseRulesTest {
  private static final JavaClasses OFFENDERS = new ClassFileImporter().importClasses(Offender.class,
      Offender.SocketManager.class, Offender.CacheManager.class, Offender.DefaultSocket.class,
      Offender.UtilsOfNobody.class);

  @Test
  void names_thatSayNothing_areFound() {
    assertThat(found(HouseRules.names(), "SocketManager", "CacheManager", "DefaultSocket",
        "UtilsOfNobody"))
        .containsExactly("SocketManager", "DefaultSocket");
  }

  @Test
  void hiddenFields_openOnes_areFound() {
    assertThat(found(HouseRules.hiddenFields(), "openField", "openStatic", "CONSTANT"))
        .containsExactly("openField", "openStatic");
  }

  @Test
  void noBlocking_everyWayToWait_isFound() {
    assertThat(found(HouseRules.noBlocking(), "waitsForMono", "waitsForFlux", "waitsOneByOne"))
        .containsExactly("waitsForMono", "waitsForFlux", "waitsOneByOne");
  }

  @Test
  void timeAndChance_notPassedIn_areFound() {
    assertThat(found(HouseRules.timeAndChanceArePassedIn(), "asksTheClock", "asksTheMachine",
        "rollsDice", "rollsMoreDice", "asksTheEnvironment", "sleeps", "asksWhatWasPassedIn",
        "rollsWhatWasPassedIn")).containsExactly("asksTheClock", "asksTheMachine", "rollsDice",
            "rollsMoreDice", "asksTheEnvironment", "sleeps");
  }

  @Test
  void imports_forbiddenPackage_isFound() {
    assertThat(HouseRules.imports("reactor..").evaluate(OFFENDERS).hasViolation()).isTrue();
  }

  /// Those of the names that the rule's findings speak of.
  private static List<String> found(ArchRule rule, String... names) {
    var details = String.join("\n", rule.evaluate(OFFENDERS).getFailureReport().getDetails());
    return Stream.of(names).filter(details::contains).toList();
  }
}

package dev.earshot.load.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SceneTest {
  @Test
  void all_nineFaults_areThemAndTheirPairs() {
    var names = Scene.all().stream().map(Scene::name).collect(Collectors.toSet());

    assertThat(Scene.singles()).hasSize(9);
    assertThat(names).hasSize(9 + 36).contains("redis-frozen", "redis-frozen+gateway-killed");
  }

  @Test
  void pair_whateverItsOrder_breaksStoresFirstAndKillsLast() {
    assertThat(new Scene(List.of(Fault.GATEWAY_KILLED, Fault.FIRESTORE_CUT)).name())
        .isEqualTo("firestore-cut+gateway-killed");
  }

  @Test
  void bounds_ofAPair_areTheWeakerOfBothAndTimesAddUp() {
    var bounds = new Scene(List.of(Fault.REDIS_FROZEN, Fault.GATEWAY_KILLED)).bounds();

    assertThat(bounds).isEqualTo(new Bounds(true, Fault.GATEWAY_KILLED.bounds().unbilledMs(),
        Fault.REDIS_FROZEN.bounds().recovery().plus(Fault.GATEWAY_KILLED.bounds().recovery())));
    assertThat(Fault.REDIS_FROZEN.bounds())
        .isEqualTo(new Bounds(false, 0, Duration.ofSeconds(10)));
  }

  @Test
  void named_unknownName_saysWhereTheyAreListed() {
    assertThat(Scene.named(Set.of("gateway-killed"))).hasSize(1);
    assertThatThrownBy(() -> Scene.named(Set.of("gateway-tired")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("only: gateway-tired (expected: names of --list)");
  }
}

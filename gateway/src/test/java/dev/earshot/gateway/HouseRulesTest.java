package dev.earshot.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.earshot.core.account.Accounts;
import dev.earshot.firestore.FirestoreStore;
import dev.earshot.gateway.config.ConfigReader;
import dev.earshot.gateway.dialect.Dialect;
import dev.earshot.gateway.dialect.Entrance;
import dev.earshot.gateway.socket.SocketServer;
import dev.earshot.house.HouseRules;
import dev.earshot.redis.RedisStore;
import dev.earshot.sphinx.SphinxAdapter;
import dev.earshot.sqlite.SqliteOutbox;
import dev.earshot.sqlite.SqliteStore;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
  private static final JavaClasses GATEWAY = HouseRules.classesOf("dev.earshot.gateway");

  @Test
  void classesOf_gateway_findsThem() {
    assertThat(GATEWAY).hasSizeGreaterThan(40);
  }

  private static final Set<String> PLAN_CHANGES = Set.of("subscribe", "topUp", "grant");
  private static final List<Class<?>> ADAPTERS = List.of(SqliteStore.class, SqliteOutbox.class,
      RedisStore.class,
      FirestoreStore.class, SphinxAdapter.class);

  @Test
  void packages_exceptTheRoot_needEachOtherInOneDirectionOnly() {
    HouseRules.noCircles("dev.earshot.gateway").check(GATEWAY);
  }

  @Test
  void packages_withClasses_areNullMarked() {
    assertThat(HouseRules.packagesNotNullMarked(GATEWAY)).isEmpty();
  }

  @Test
  void names_ofClasses_saySomething() {
    HouseRules.names().check(GATEWAY);
  }

  @Test
  void fields_exceptConstants_areHidden() {
    HouseRules.hiddenFields().check(GATEWAY);
  }

  @Test
  void netty_isKnownToSocketsAndOpsOnly() {
    noClasses().that()
        .resideOutsideOfPackages("dev.earshot.gateway.socket..", "dev.earshot.gateway.ops..",
            "dev.earshot.gateway.loop", "dev.earshot.gateway.upstream.wire",
            "dev.earshot.gateway.outgoing")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(GATEWAY);
  }

  @Test
  void dialects_knowNeitherNettyNorSockets() {
    noClasses().that()
        .resideInAPackage("dev.earshot.gateway.dialect..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "dev.earshot.gateway.socket..", "java.net..")
        .check(GATEWAY);
  }

  /// A dialect does nothing that waits; an endpoint beside it may.
  @Test
  void dialects_areCalledAndAnswer() {
    noClasses().that()
        .areAssignableTo(Dialect.class)
        .or()
        .areAssignableTo(Entrance.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("reactor..")
        .check(GATEWAY);
  }

  @Test
  void adapters_areMadeByTheHouseOnly() {
    noClasses().that()
        .resideOutsideOfPackage("dev.earshot.gateway")
        .should()
        .callMethodWhere(describe("opens an adapter", call -> call.getName().equals("open")
            && ADAPTERS.stream().anyMatch(call.getTargetOwner()::isEquivalentTo)))
        .check(GATEWAY);
  }

  /// Who changes a plan past the desk does not announce it.
  @Test
  void plans_areChangedAtTheDeskOnly() {
    noClasses().that()
        .doNotBelongToAnyOf(FirstKeys.class)
        .should()
        .callMethodWhere(describe("changes a plan", call -> PLAN_CHANGES.contains(call.getName())
            && call.getTargetOwner().isAssignableTo(Accounts.class)))
        .check(GATEWAY);
  }

  @Test
  void exit_isCalledByMainOnly() {
    noClasses().that()
        .doNotBelongToAnyOf(Main.class)
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(GATEWAY);
  }

  @Test
  void environment_isReadByConfigReaderOnly() {
    noClasses().that()
        .doNotBelongToAnyOf(ConfigReader.class)
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(GATEWAY);
  }

  @Test
  void eventLoops_neverBlock() {
    HouseRules.noBlocking()
        .check(GATEWAY.that(describe("run on event loops",
            type -> type.getPackageName()
                .matches(".*\\.(socket|dialect.*|ops|upstream.*|outgoing|hook)")
                && !type.isEquivalentTo(SocketServer.class))));
  }
}

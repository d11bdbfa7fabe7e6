package dev.earshot.core.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.app.AppChange.Approve;
import dev.earshot.core.app.AppChange.Describe;
import dev.earshot.core.app.AppChange.Feature;
import dev.earshot.core.app.ExternalIntegration.Trigger;
import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppTest {
  private static final AccountId ZOE = new AccountId("zoe");
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final App app = App.fresh(new AppId("memory"), ZOE, Listing.of("Memory"), true, NOW);

  @Test
  void after_privateAndApprovedBecomesPublic_hasToBeApprovedAnew() {
    var shown = app.after(new Approve(true)).after(new Describe(app.listing(), false));

    assertThat(shown.visibility().isListed()).isFalse();
    assertThat(shown.after(new Approve(true)).visibility().isListed()).isTrue();
  }

  @Test
  void after_publicAndApprovedSaysSomethingElse_staysApproved() {
    var shown = app.after(new Describe(app.listing(), false)).after(new Approve(true));
    var said = shown.after(new Describe(Listing.of("Other"), false));

    assertThat(said.visibility()).isEqualTo(shown.visibility());
    assertThat(said.listing().name()).isEqualTo("Other");
  }

  @Test
  void after_approvalTakenBack_isNotPopularEither() {
    var shown = app.after(new Describe(app.listing(), false))
        .after(new Approve(true))
        .after(new Feature(true));
    assertThat(shown.visibility().isFeatured()).isTrue();

    var back = shown.after(new Approve(false)).after(new Approve(true));
    assertThat(back.visibility().isFeatured()).isFalse();
  }

  @Test
  void isOwnedBy_nobodysApp_isFalse() {
    var operators = new App(app.id(), null, app.listing(), app.visibility(), Counts.NONE, NOW);

    assertThat(operators.isOwnedBy(ZOE)).isFalse();
    assertThat(app.isOwnedBy(ZOE)).isTrue();
    assertThat(app.isOwnedBy(new AccountId("ann"))).isFalse();
  }

  /// Seed test 11: what somebody does to a copy changes nothing for others.
  @Test
  void records_listTheyWereMadeOfChanges_stayAsTheyWere() {
    var capabilities = new ArrayList<>(List.of("chat"));
    var listing = new Listing("n", "", "", "", "", capabilities, null);
    var apps = new ArrayList<>(List.of(app));
    var slice = new AppSlice(apps, apps, apps);
    var tested = new HashSet<>(Set.of(app.id()));
    var tester = new Tester(ZOE, tested, NOW);
    capabilities.add("memories");
    apps.clear();
    tested.clear();

    assertThat(listing.capabilities()).containsExactly("chat");
    assertThat(slice.all()).containsExactly(app);
    assertThat(tester.apps()).containsExactly(app.id());
    assertThatThrownBy(() -> slice.all().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> tester.apps().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> listing.capabilities().add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "../x", ".", "-a", "a/b", "a*", "zoë"})
  void appId_otherText_isRefused(String text) {
    assertThatThrownBy(() -> new AppId(text)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("app: not an app's id");
  }

  @Test
  void appId_length_isBounded() {
    assertThat(new AppId("a".repeat(128)).value()).hasSize(128);
    assertThatThrownBy(() -> new AppId("a".repeat(129)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void listing_texts_areBounded() {
    assertThat(new Listing("🧠".repeat(80), "a".repeat(80), "d".repeat(4_000), "c".repeat(64),
        "i".repeat(2_048), words(16), null).capabilities()).hasSize(16);
    refused("name", () -> Listing.of("🧠".repeat(81)));
    refused("name", () -> Listing.of("  "));
    refused("name", () -> Listing.of("a\u0007"));
    refused("author", () -> new Listing("n", "a".repeat(81), "", "", "", List.of(), null));
    refused("description", () -> new Listing("n", "", "d".repeat(4_001), "", "", List.of(), null));
    refused("description", () -> new Listing("n", "", "\ud800", "", "", List.of(), null));
    refused("category", () -> new Listing("n", "", "", "c".repeat(65), "", List.of(), null));
    refused("image", () -> new Listing("n", "", "", "", "i".repeat(2_049), List.of(), null));
    refused("capabilities", () -> new Listing("n", "", "", "", "", words(17), null));
    refused("capabilities", () -> new Listing("n", "", "", "", "", List.of("A"), null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "zoe.example", "ftp://zoe.example", "http://", "https:///x",
      "https://zoe.example/a b", "javascript:alert(1)"})
  void integration_noAddress_isRefused(String url) {
    refused("webhook_url", () -> new ExternalIntegration(url, Trigger.AUDIO));
  }

  @Test
  void integration_address_isBounded() {
    var url = "https://zoe.example/" + "a".repeat(2_028);
    assertThat(new ExternalIntegration(url, Trigger.AUDIO).webhookUrl()).hasSize(2_048);
    refused("webhook_url", () -> new ExternalIntegration(url + "a", Trigger.AUDIO));
    refused("triggers_on", () -> Trigger.of("always"));
    for (var trigger : Trigger.values()) {
      assertThat(Trigger.of(trigger.word())).isEqualTo(trigger);
    }
  }

  @Test
  void review_scoreAndText_areBounded() {
    assertThat(new Review(ZOE, 45, "", NOW).score()).isEqualTo(4.5);
    refused("score", () -> new Review(ZOE, 51, "", NOW));
    refused("score", () -> new Review(ZOE, -1, "", NOW));
    refused("review", () -> new Review(ZOE, 0, "r".repeat(2_001), NOW));
    assertThat(new Counts(0, 3, 100).average()).isEqualTo(100 / 30.0);
    assertThat(Counts.NONE.average()).isZero();
    refused("installs", () -> new Counts(0, 1, 51));
  }

  @Test
  void tester_apps_areBounded() {
    var most = new TreeSet<AppId>();
    IntStream.range(0, Tester.MOST_APPS).forEach(n -> most.add(new AppId("app" + n)));
    var tester = new Tester(ZOE, most, NOW);

    assertThat(tester.plus(most.first())).isEqualTo(tester);
    refused("apps", () -> tester.plus(new AppId("more")));
    assertThat(tester.minus(most.first()).apps()).hasSize(Tester.MOST_APPS - 1);
  }

  private static List<String> words(int many) {
    return Collections.unmodifiableList(
        IntStream.range(0, many).mapToObj(n -> "word" + n).toList());
  }

  private static void refused(String what, Runnable making) {
    assertThatThrownBy(making::run).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(what);
  }
}

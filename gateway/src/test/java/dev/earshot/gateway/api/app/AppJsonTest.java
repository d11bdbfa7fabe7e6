package dev.earshot.gateway.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.app.App;
import dev.earshot.core.app.AppForms;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.AppPage;
import dev.earshot.core.app.Counts;
import dev.earshot.core.app.ExternalIntegration;
import dev.earshot.core.app.ExternalIntegration.Trigger;
import dev.earshot.core.app.Listing;
import dev.earshot.core.app.Review;
import dev.earshot.core.app.Visibility;
import dev.earshot.core.identity.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What instances hand to each other comes back as it was, or not at all.
class AppJsonTest {
  private static final Instant THEN = Instant.parse("2026-11-22T10:00:00.123Z");

  private final AppForms forms = AppJson.forms();
  private final App whole = new App(new AppId("whole"), new AccountId("zoë"),
      new Listing("Zoë's 🧠", "Zoë", "It \"remembers\"\n", "life", "/m.png",
          List.of("chat", "memories"),
          new ExternalIntegration("https://zoe.example/hook", Trigger.AUDIO)),
      new Visibility(true, false, true), new Counts(7, 2, 95), THEN);
  private final App plain = new App(new AppId("plain"), null, Listing.of("plain"),
      new Visibility(false, true, false), Counts.NONE, THEN);

  @Test
  void app_writtenAndRead_isTheSame() {
    for (var app : List.of(whole, plain)) {
      assertThat(forms.readApp().apply(forms.writeApp().apply(app))).isEqualTo(app);
    }
  }

  @Test
  void page_writtenAndRead_isTheSame() {
    var review = new Review(new AccountId("ann"), 45, "fine", THEN);
    for (var page : List.of(AppPage.of(List.of()),
        new AppPage(List.of(plain, whole), Map.of(whole.id(), List.of(review))))) {
      assertThat(forms.readPage().apply(forms.writePage().apply(page))).isEqualTo(page);
    }
  }

  /// The seed system's own values under the same names among them.
  @ParameterizedTest
  @ValueSource(strings = {"", "{", "7", "null", "{}", "[{}]", "\"x\"",
      "{\"id\": \"a\", \"name\": \"seed\", \"private\": false}"})
  void read_otherBytes_fails(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> forms.readApp().apply(bytes)).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> forms.readPage().apply(bytes)).isInstanceOf(RuntimeException.class);
  }
}

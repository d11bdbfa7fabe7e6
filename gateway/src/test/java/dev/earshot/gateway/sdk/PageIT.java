package dev.earshot.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.Browser;
import dev.earshot.gateway.wire.TestHouse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages of `docs/protocol.md` in a real browser, from another origin than the gateway's: the key is
/// shown as a subprotocol, since a page can set no header.
@Timeout(120)
class PageIT {
  private static final String VOICE = "pls-hold-while-try"; // 2.4 s

  @ParameterizedTest
  @ValueSource(strings = {"browser-deepgram.html", "browser-openai.html"})
  void page_withARecording_hasItsWords(String page, @TempDir Path data) throws Exception {
    Assumptions.assumeTrue("1".equals(System.getenv("EARSHOT_REQUIRE_BROWSER"))
        || Files.isExecutable(Browser.CHROMIUM), "chromium is not installed");
    var clip = page.contains("openai") ? Clip.at24k(VOICE, data) : Clip.named(VOICE, data);
    try (var house = TestHouse.open(data.resolve("house"), SocketLimits.DEFAULT,
        MonthlyGrant.unlimited());
        var pages = PageServer.of(Example.named(page), clip);
        var browser = Browser.start(data.resolve("browser"), clip.file())) {
      browser.open(pages.address("ws://127.0.0.1:" + house.port(), TestHouse.KEY));

      browser.until("document.body.dataset.closed === '1000'");
      house.awaitNoStreams();

      assertThat(browser.text("document.querySelector('#words').textContent.trim()"))
          .isEqualTo("w0 w1 w2");
      assertThat(browser.complaints()).isEmpty();
      assertThat(house.usedMs()).isEqualTo(clip.millis());
    }
  }
}

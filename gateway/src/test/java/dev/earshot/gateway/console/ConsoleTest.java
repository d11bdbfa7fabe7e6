package dev.earshot.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.House;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.GatewayConfig.Backing;
import dev.earshot.gateway.config.GatewayConfig.Credits;
import dev.earshot.gateway.config.GatewayConfig.Engine;
import dev.earshot.gateway.config.GatewayConfig.FirstKey;
import dev.earshot.gateway.config.GatewayConfig.Listen;
import dev.earshot.gateway.config.GatewayConfig.Streams;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.Browser;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.testkit.SpeechSample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A person's way: the page in a real browser, a voice in its microphone, words of the real recogniser.
///
/// Skipped where there is no Chromium; with `EARSHOT_REQUIRE_BROWSER=1` that is a failure.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {
  private static final String KEY = "key-of-ann";
  /// Whose use is nobody's concern.
  private static final String KEY_OF_BEN = "key-of-ben";
  private static final int RATE = 16_000;
  private static final String SAID = "pls-hold-while-try-16k";
  private static final String DROP = """
      const all = new DataTransfer();
      all.items.add(new File([Uint8Array.from(atob('BYTES'), (c) => c.charCodeAt(0))], 'said.wav'));
      document.querySelector('#words').dispatchEvent(
        new DragEvent('drop', { dataTransfer: all, bubbles: true, cancelable: true }));
      """;
  /// Every look of the first line of words, one behind the other.
  private static final String WATCH = """
      var looks = [];
      new MutationObserver(() => {
        const line = document.querySelector('#words p');
        const look = line && line.className + ' ' + getComputedStyle(line).color;
        if (line && looks.at(-1) !== look) looks.push(look);
      }).observe(document.querySelector('#words'), { subtree: true, childList: true, attributes: true });
      """;
  /// A server that says that it is ready, and then that credit is gone.
  private static final String SERVER = """
      window.WebSocket = class {
        static OPEN = 1;
        readyState = 1;
        bufferedAmount = 0;
        constructor() { setTimeout(() => this.onopen()); }
        say(message) { this.onmessage({ data: JSON.stringify(message) }); }
        send() {
          this.send = () => {};
          this.say({ type: 'service_status', status: 'ready' });
          setTimeout(() => this.say({ type: 'credits_exhausted', remaining_seconds: 0, reason: 'REASON' }), 100);
        }
        close() {}
      };
      """;

  @SuppressWarnings("NullAway.Init")
  private House house;
  @SuppressWarnings("NullAway.Init")
  private Path data;

  @BeforeAll
  void open(@TempDir Path data) throws IOException {
    if (!"1".equals(System.getenv("EARSHOT_REQUIRE_BROWSER"))) {
      Assumptions.assumeTrue(Files.isExecutable(Browser.CHROMIUM), "chromium is not installed");
    }
    this.data = data;
    var config = new GatewayConfig(new Listen("127.0.0.1", 0, 0), data, Backing.EMBEDDED,
        List.of(Engine.SPHINX),
        List.of(new FirstKey(new AccountId("ann"), KEY, MonthlyGrant.of(Duration.ofMinutes(90))),
            new FirstKey(new AccountId("ben"), KEY_OF_BEN, MonthlyGrant.unlimited())),
        Credits.DEFAULT, Streams.DEFAULT);
    this.house = House.open(config, SocketLimits.DEFAULT, TestHouse.ROOMY);
    house.ready().block(Duration.ofSeconds(60));
  }

  @AfterAll
  @SuppressWarnings("NullAway") // not opened where the browser is missing
  void close() {
    if (house != null) {
      house.close();
    }
  }

  @Test
  void speak_intoTheMicrophone_showsTheWords() throws Exception {
    try (var browser = Browser.start(data.resolve("speaks"), voice())) {
      browser.open(address(KEY));
      browser.run("document.querySelector('#speak').click()");

      browser.until("document.querySelector('#state').textContent === 'Listening.'");
      browser.until("/hold/.test(document.querySelector('#words').textContent)");

      assertThat(browser.text("document.querySelector('#credit').textContent"))
          .matches("Credit: (90|89) min left"); // with the first news of what was used it is less
      assertThat(browser.text("location.hash + document.querySelector('#speak').textContent"))
          .isEqualTo("Stop");

      browser.run("document.querySelector('#speak').click()");
      browser.until("document.querySelector('#state').textContent === 'Finished.'");
      assertThat(browser.text("document.querySelectorAll('#words p.guess').length")).isEqualTo("0");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void speak_withAWrongKey_isRefusedInPlainWords() throws Exception {
    try (var browser = Browser.start(data.resolve("wrong"), voice())) {
      browser.open(address("nobodys"));
      browser.run("document.querySelector('#speak').click()");

      browser.until("/refused/.test(document.querySelector('#state').textContent)");

      assertThat(browser.text("document.querySelector('#state').textContent"))
          .isEqualTo("The server refused: Invalid authorization token.");
      assertThat(browser.text("document.querySelector('#speak').textContent")).isEqualTo("Speak");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void page_byKeysAlone_speaksAndStops() throws Exception {
    try (var browser = Browser.start(data.resolve("keys"), voice())) {
      browser.open(address(KEY));
      browser.press("Tab", 9, "");
      browser.press("Tab", 9, "");
      assertThat(browser.text("document.activeElement.id")).isEqualTo("speak");
      browser.press("Enter", 13, "\r");

      browser.until("document.querySelector('#state').textContent === 'Listening.'");
      assertThat(browser.text("document.querySelector('#level').hidden")).isEqualTo("false");
      browser.press("Enter", 13, "\r");
      browser.until("document.querySelector('#state').textContent === 'Finished.'");
      browser.press("Tab", 9, "");

      assertThat(browser.text("document.activeElement.id")).isEqualTo("file");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"320,light,'rgb(253, 253, 251)'", "320,dark,'rgb(21, 22, 23)'",
      "1280,dark,'rgb(21, 22, 23)'"})
  void page_onAnyScreen_fitsAndFollowsItsScheme(int width, String scheme, String paper)
      throws Exception {
    try (var browser = Browser.start(data.resolve(scheme + width), voice())) {
      browser.screen(width, 640, scheme);
      browser.open(address(KEY));

      assertThat(browser.text("getComputedStyle(document.body).backgroundColor")).isEqualTo(paper);
      assertThat(browser.text("document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo("true");
    }
  }

  @Test
  void recording_thatIsNone_isToldInPlainWords() throws Exception {
    try (var browser = Browser.start(data.resolve("none"), voice())) {
      browser.open(address(KEY));
      browser.run("const all = new DataTransfer(); all.items.add(new File(['no sound'], 'a.wav'));"
          + "document.querySelector('#file').files = all.files;"
          + "document.querySelector('#file').dispatchEvent(new Event('change'))");

      browser.until("/no recording/.test(document.querySelector('#state').textContent)");

      assertThat(browser.text("document.querySelector('#speak').textContent")).isEqualTo("Speak");
    }
  }

  @Test
  void recording_dropped_showsItsWords() throws Exception {
    try (var browser = Browser.start(data.resolve("dropped"), voice())) {
      browser.open(address(KEY_OF_BEN));
      drop(browser);

      browser.until("document.querySelector('#state').textContent === 'Finished.'");

      assertThat(browser.text("document.querySelector('#words').textContent")).contains("hold");
      assertThat(browser.text("document.querySelectorAll('#words p.guess').length")).isEqualTo("0");
      assertThat(browser.text("document.querySelector('#speak').textContent")).isEqualTo("Speak");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void words_asTheyCome_areGreyUntilTheyStay() throws Exception {
    try (var browser = Browser.start(data.resolve("grey"), voice())) {
      browser.screen(1_280, 640, "light");
      browser.open(address(KEY_OF_BEN));
      browser.run(WATCH);
      drop(browser);

      browser.until("document.querySelector('#state').textContent === 'Finished.'");

      assertThat(browser.text("looks.join(', then ')"))
          .isEqualTo("guess rgb(107, 107, 107), then  rgb(17, 17, 17)");
    }
  }

  /// What the server says is put into the page's mouth: a store that is away is no matter of the page.
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      month_used         | Credit: 0 s left  | No credit is left. Sound is not recognised, and not charged for.
      credit_unavailable | Credit: not known | The server cannot find out how much credit is left, and goes on asking. \
      Sound is not recognised, and not charged for.
      """)
  void credit_gone_isToldAsWhatItIs(String reason, String credit, String state) throws Exception {
    try (var browser = Browser.start(data.resolve(reason), voice())) {
      browser.open(address(KEY));
      browser.run(SERVER.replace("REASON", reason));
      browser.run("document.querySelector('#speak').click()");

      browser.until("document.querySelector('#state').textContent.endsWith('charged for.')");

      assertThat(browser.text("document.querySelector('#state').textContent")).isEqualTo(state);
      assertThat(browser.text("document.querySelector('#credit').textContent")).isEqualTo(credit);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private static void drop(Browser browser) throws Exception {
    var bytes = Files.readAllBytes(SpeechSample.named(SAID).file());
    browser.run(DROP.replace("BYTES", Base64.getEncoder().encodeToString(bytes)));
  }

  private String address(String key) {
    return "http://127.0.0.1:" + house.port() + "/#key=" + key;
  }

  /// A sentence between two seconds of silence: the first is lost while the page connects.
  private Path voice() throws IOException {
    var pcm = SpeechSample.named(SAID).wav().pcm();
    var silence = RATE * 2 * 2;
    var samples = Arrays.copyOfRange(pcm, 0, pcm.length + silence);
    var bytes = ByteBuffer.allocate(44 + silence + samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(36 + silence + samples.length)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(RATE)
        .putInt(RATE * 2)
        .putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(silence + samples.length)
        .put(new byte[silence])
        .put(samples);
    return Files.write(data.resolve("voice.wav"), bytes.array());
  }
}

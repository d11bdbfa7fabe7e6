package dev.earshot.gateway.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.translation.Translation;
import dev.earshot.gateway.outgoing.AddressGuard;
import dev.earshot.gateway.outgoing.Names;
import dev.earshot.gateway.outgoing.Poster;
import dev.earshot.gateway.outgoing.Site;
import dev.earshot.gateway.wire.Until;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

@Timeout(60)
class LibreTranslateTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String ANSWER = """
      {"translatedText":"bitte warten","detectedLanguage":{"confidence":92,"language":"en"}}""";

  private final Site site = Site.open().answers(Site.body(200, ANSWER));
  private final Poster poster = Poster.open(Names.system(), AddressGuard.lenient());

  @AfterEach
  void close() {
    poster.close();
    site.close();
  }

  @Test
  void text_isTranslated() {
    assertThat(translate("k\"ey", SOON)).isEqualTo(new Translation("bitte warten", "en"));

    assertThat(site.asked().getFirst().line()).isEqualTo("POST /translate HTTP/1.1");
    assertThat(site.asked().getFirst().body()).isEqualTo(
        "{\"q\":\"please \\\"hold\\\"\",\"source\":\"auto\",\"target\":\"de\",\"format\":\"text\",\"api_key\":\"k\\\"ey\"}");
  }

  @Test
  void noKey_sendsNone() {
    translate(null, SOON);

    assertThat(site.asked().getFirst().body()).doesNotContain("api_key");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{\"translatedText\":\"egal\",\"detectedLanguage\":{\"language\":\"de\"}}",
      "{\"translatedText\":\"please \\\"hold\\\"\"}"})
  void text_inThatLanguage_needsNone(String answer) {
    site.answers(Site.body(200, answer));

    assertThat(translate(null, SOON)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON please \"hold\"", "[]", "{\"translatedText\":\"\"}"})
  void answer_thatIsNone_isAFailureWithoutTheWords(String answer) {
    site.answers(Site.body(200, answer));

    assertThatThrownBy(() -> translate(null, SOON)).hasMessageContaining("translation: no")
        .hasMessageNotContaining("hold")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 403, 429, 500})
  void answer_thatRefuses_isAFailure(int status) {
    site.answers(Site.status(status));

    assertThatThrownBy(() -> translate(null, SOON)).hasMessageContaining("status " + status);
  }

  @Test
  void answer_comesLate_isAFailure() {
    var over = new CountDownLatch(1);
    site.answers((_, _) -> awaitOf(over));

    assertThatThrownBy(() -> translate(null, Duration.ofMillis(50)))
        .hasCauseInstanceOf(TimeoutException.class);
    over.countDown();
  }

  @Test
  void moreThanSixteenAtOnce_failAtOnce() {
    var over = new CountDownLatch(1);
    site.answers((_, to) -> {
      awaitOf(over);
      to.write(("HTTP/1.1 200 x\r\nContent-Length: " + ANSWER.length() + "\r\n\r\n" + ANSWER)
          .getBytes(StandardCharsets.UTF_8));
    });
    var translator = new LibreTranslate(poster, site.url(), null, SOON, Schedulers.parallel());
    var first = Flux.fromStream(IntStream.range(0, 16).boxed())
        .flatMap(n -> translator.translate("text " + n, "de"), 16)
        .collectList()
        .toFuture();
    Until.holds(() -> site.asked().size() == 16);

    assertThatThrownBy(() -> translator.translate("one more", "de").block(SOON))
        .hasMessageContaining("translations: 16 under way");
    over.countDown();
    assertThat(first.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join()).hasSize(16);
    assertThat(translator.translate("now", "de").block(SOON)).isNotNull();
  }

  @Test
  void form_isTheSeeds() {
    var made = new Translation("bitte warten", "en");

    assertThat(new String(TranslationForm.write(made), StandardCharsets.UTF_8))
        .isEqualTo("{\"text\":\"bitte warten\",\"detected_lang\":\"en\"}");
    assertThat(TranslationForm.read(TranslationForm.write(made))).isEqualTo(made);
    assertThatThrownBy(() -> TranslationForm.read("1".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private @Nullable Translation translate(@Nullable String key, Duration deadline) {
    var base = site.url().replace("/hook", "/");
    return new LibreTranslate(poster, base, key, deadline, Schedulers.parallel())
        .translate("please \"hold\"", "de")
        .block(SOON);
  }

  private static void awaitOf(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

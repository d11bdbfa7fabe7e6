package dev.earshot.core.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cache.CacheSettings;
import dev.earshot.core.cache.SecondLevel;
import dev.earshot.core.invalidation.InProcessBus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

class TranslationCacheTest {
  private static final Duration DAY = Duration.ofDays(1);
  /// printf 'please hold' | md5sum
  private static final String HOLD = "4c38b1be5edfbc6b1e2bcd416acca903";

  private final AtomicLong now = new AtomicLong();
  private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
  private final Redis redis = new Redis();
  private final List<String> asked = new ArrayList<>();
  private Mono<Translation> answer = Mono.just(new Translation("bitte warten", "en"));
  private final CacheManager caches = open();
  private final Translator translator = cached(caches);

  @AfterEach
  void close() {
    caches.close();
    scheduler.dispose();
  }

  @Test
  void translation_isKeptUnderTheSeedsNameForItsTime() {
    assertThat(translate("please hold")).isEqualTo(new Translation("bitte warten", "en"));
    assertThat(translate("please hold")).isEqualTo(new Translation("bitte warten", "en"));

    assertThat(asked).containsExactly("please hold");
    assertThat(redis.puts).containsExactly("translate:v1:" + HOLD + ":de P14D bitte warten|en");
  }

  @Test
  void textThatNeedsNone_isRememberedUnderTheSeedsNameForItsTime() {
    answer = Mono.empty();
    for (var day = 0; day < 6; day++) {
      assertThat(translate("please hold")).isNull();
      now.addAndGet(DAY.toNanos());
    }

    assertThat(asked).hasSize(1);
    assertThat(redis.puts).containsExactly("translate:v2:neg:" + HOLD + ":de P7D 1");
  }

  @Test
  void lives_over_isAskedAgain() {
    translate("please hold");
    answer = Mono.empty();
    translate("you hold");
    redis.kept.clear();
    now.addAndGet(DAY.multipliedBy(9).toNanos());
    translate("please hold");
    assertThat(asked).containsExactly("please hold", "you hold");
    translate("you hold");
    assertThat(asked).hasSize(3);
    now.addAndGet(DAY.multipliedBy(7).toNanos());
    translate("please hold");

    assertThat(asked).containsExactly("please hold", "you hold", "you hold", "please hold");
  }

  @Test
  void seedsOwnEntries_areFound() {
    redis.kept.put("translate:v1:" + HOLD + ":de",
        "warten Sie|en".getBytes(StandardCharsets.UTF_8));
    redis.kept.put("translate:v2:neg:" + HOLD + ":en", new byte[]{'1'});

    assertThat(translate("please hold")).isEqualTo(new Translation("warten Sie", "en"));
    assertThat(translator.translate("please hold", "en").block()).isNull();
    assertThat(asked).isEmpty();
  }

  @Test
  void anotherLanguage_isAnotherTranslation() {
    translate("please hold");
    translator.translate("please hold", "fr").block();

    assertThat(asked).hasSize(2);
  }

  @Test
  void failure_isNotKept() {
    answer = Mono.error(new IllegalStateException("away"));
    assertThat(translator.translate("please hold", "de").onErrorComplete().block()).isNull();
    answer = Mono.just(new Translation("bitte warten", "en"));

    assertThat(translate("please hold")).isEqualTo(new Translation("bitte warten", "en"));
    assertThat(redis.puts).hasSize(1);
  }

  @Test
  void manyAtOnce_shareOneQuestion() {
    var later = Sinks.<Translation>one();
    answer = later.asMono();
    var told = new ArrayList<Translation>();
    for (var n = 0; n < 10; n++) {
      translator.translate("please hold", "de").subscribe(told::add);
    }
    later.tryEmitValue(new Translation("bitte warten", "en")).orThrow();

    assertThat(asked).hasSize(1);
    assertThat(told).hasSize(10);
  }

  private @Nullable Translation translate(String text) {
    return translator.translate(text, "de").block(Duration.ofSeconds(10));
  }

  private CacheManager open() {
    return CacheManager.open(new CacheSettings(1_000_000, Duration.ofSeconds(5),
        Duration.ofMillis(250), now::get, Runnable::run, scheduler, () -> Long.MIN_VALUE), redis,
        new InProcessBus());
  }

  private Translator cached(CacheManager by) {
    return new TranslationCache(by, (text, _) -> Mono.defer(() -> {
      asked.add(text);
      return answer;
    }), made -> (made.text() + "|" + made.detected()).getBytes(StandardCharsets.UTF_8), bytes -> {
      var parts = new String(bytes, StandardCharsets.UTF_8).split("\\|", -1);
      return new Translation(parts[0], parts[1]);
    });
  }

  /// What instances share, and what was put there.
  private static final class Redis implements SecondLevel {
    private final Map<String, byte[]> kept = new HashMap<>();
    private final List<String> puts = new ArrayList<>();

    @Override
    public Mono<byte[]> get(String name) {
      return Mono.defer(() -> Mono.justOrEmpty(kept.get(name)));
    }

    @Override
    public Mono<Void> put(String name, byte[] value, Duration ttl) {
      return Mono.fromRunnable(() -> {
        kept.put(name, value);
        puts.add(name + " P" + Math.round(ttl.toHours() / 24.0) + "D "
            + new String(value, StandardCharsets.UTF_8));
      });
    }

    @Override
    public Mono<Void> delete(String name) {
      return Mono.fromRunnable(() -> kept.remove(name));
    }

    @Override
    public int mostBytes() {
      return 100_000;
    }
  }
}

package dev.earshot.core.translation;

import dev.earshot.core.cache.CacheFamily;
import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cache.HeapSize;
import dev.earshot.core.cache.SharedForm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// A translator that asks another one once for each text and language, as the seed system does: translations are
/// kept for 14 days, that a text needs none for 7, in this process and where instances share it.
///
/// A text that needs none costs nothing more after the first time, and one that is being translated is not translated
/// twice at once. What fails is not kept. The names hold the MD5 of the text, so that the seed's entries are found; it
/// tells nobody the text, and a text made to collide harms only who says it.
public final class TranslationCache implements Translator {
  static final Duration POSITIVE_LIFE = Duration.ofDays(14);
  static final Duration NEGATIVE_LIFE = Duration.ofDays(7);
  private static final byte[] ONE = {'1'};

  private final CacheManager caches;
  private final Translator translator;
  private final CacheFamily<Translation> positive;
  private final CacheFamily<Boolean> negative;

  /// @param write makes the seed's JSON of a translation: `text` and `detected_lang`
  /// @param read the reverse; throws where it is none
  public TranslationCache(CacheManager caches, Translator translator,
      Function<Translation, byte[]> write, Function<byte[], Translation> read) {
    this.caches = caches;
    this.translator = translator;
    this.positive = CacheFamily.of("translate_v1", Translation.class, TranslationCache::bytes)
        .shared(new SharedForm<>(key -> "translate:v1:" + key.id(), write, read, POSITIVE_LIFE));
    this.negative = CacheFamily.of("translate_v2_neg", Boolean.class, _ -> HeapSize.BOXED)
        .shared(new SharedForm<>(key -> "translate:v2:neg:" + key.id(), _ -> ONE,
            TranslationCache::one, NEGATIVE_LIFE));
  }

  @Override
  public Mono<Translation> translate(String text, String language) {
    var id = md5(text) + ":" + language;
    return caches.getOrFetch(positive.key(id), POSITIVE_LIFE, () -> fetch(id, text, language));
  }

  /// Nothing where it is known that the text needs none; that is found out by translating, and then remembered.
  private Mono<Translation> fetch(String id, String text, String language) {
    var made = new AtomicReference<@Nullable Translation>();
    return caches.getOrFetch(negative.key(id), NEGATIVE_LIFE,
        () -> translator.translate(text, language)
            .doOnNext(made::set)
            .hasElement()
            .filter(needed -> !needed))
        .hasElement()
        .flatMap(needsNone -> needsNone
            ? Mono.<Translation>empty()
            : Mono.justOrEmpty(made.get()).switchIfEmpty(translator.translate(text, language)));
  }

  private static long bytes(Translation translation) {
    return HeapSize.of(translation.text()) + HeapSize.of(
        translation.detected() == null ? "" : translation.detected());
  }

  private static Boolean one(byte[] bytes) {
    if (bytes.length != 1 || bytes[0] != ONE[0]) {
      throw new IllegalArgumentException("negative: not 1 (expected: 1)");
    }
    return false;
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5")
              .digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("md5: none (expected: in every JDK)", e);
    }
  }
}

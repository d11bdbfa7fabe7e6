package dev.earshot.gateway.translate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.translation.Translation;
import dev.earshot.core.translation.Translator;
import dev.earshot.gateway.outgoing.Poster;
import dev.earshot.gateway.outgoing.Reply;
import dev.earshot.gateway.outgoing.Request;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// A server that speaks LibreTranslate's wire: `POST /translate`, which finds the language by itself.
///
/// So many questions are under way at once; the next fails at once, and its words stay as they are. So a server that
/// is slow costs its deadline and nothing else.
public final class LibreTranslate implements Translator {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final int AT_ONCE = 16;

  private final Poster poster;
  private final String url;
  private final @Nullable String key;
  private final Duration deadline;
  private final Scheduler scheduler;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /// @param url of the server, without `/translate`
  /// @param key that it wants; null where it wants none
  /// @param deadline of one question
  public LibreTranslate(Poster poster, String url, @Nullable String key, Duration deadline,
      Scheduler scheduler) {
    this.poster = poster;
    this.url = (url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + "/translate";
    this.key = key;
    this.deadline = deadline;
    this.scheduler = scheduler;
  }

  @Override
  public Mono<Translation> translate(String text, String language) {
    return Mono.defer(() -> {
      if (!places.tryAcquire()) {
        return Mono.error(new IllegalStateException(
            "translations: " + AT_ONCE + " under way (expected: fewer)"));
      }
      return poster.post(new Request(url, Map.of(), question(text, language), LONGEST_ANSWER))
          .timeout(deadline, scheduler)
          .doFinally(_ -> places.release())
          .flatMap(reply -> Mono.justOrEmpty(answer(reply, text, language)));
    });
  }

  private String question(String text, String language) {
    var question = JSON.createObjectNode()
        .put("q", text)
        .put("source", "auto")
        .put("target", language)
        .put("format", "text");
    if (key != null) {
      question.put("api_key", key);
    }
    return question.toString();
  }

  /// Null where the text is in that language already. What is wrong is told without the words.
  private static @Nullable Translation answer(Reply reply, String text, String language) {
    if (reply.status() != 200) {
      throw new IllegalStateException("translation: status " + reply.status()
          + " (expected: 200; see EARSHOT_TRANSLATE_URL and _KEY)");
    }
    try {
      var answer = JSON.readTree(reply.body());
      var translated = answer.path("translatedText").asText("");
      var detected = answer.path("detectedLanguage").path("language").asText("");
      if (translated.isBlank()) {
        throw new IllegalStateException(
            "translation: none in the answer (expected: translatedText)");
      }
      return translated.strip().equals(text.strip())
          || detected.toLowerCase(Locale.ROOT).equals(language)
              ? null
              : new Translation(translated, detected.isEmpty() ? null : detected);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("translation: no JSON (expected: an object)"); // its cause has the words
    }
  }
}

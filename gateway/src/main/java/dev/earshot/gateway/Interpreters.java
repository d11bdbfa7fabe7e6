package dev.earshot.gateway;

import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cache.CacheSettings;
import dev.earshot.core.cache.InProcessSecondLevel;
import dev.earshot.core.invalidation.InProcessBus;
import dev.earshot.core.stream.Overhearer;
import dev.earshot.core.translation.TranslationCache;
import dev.earshot.core.translation.Translations;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.ops.Meters;
import dev.earshot.gateway.outgoing.AddressGuard;
import dev.earshot.gateway.outgoing.Names;
import dev.earshot.gateway.outgoing.Poster;
import dev.earshot.gateway.translate.LibreTranslate;
import dev.earshot.gateway.translate.TranslationForm;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import reactor.core.scheduler.Schedulers;

/// Whoever translates for streams that ask for it, as a configuration names it.
final class Interpreters {
  /// Of one final: later than that nobody reads it beside the words.
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private static final long MOST_BYTES = 16 * 1024 * 1024;

  private Interpreters() {}

  /// Caches of a gateway that is alone.
  static CacheManager alone(RandomGenerator random, Closings closings) {
    var scheduler = Schedulers.boundedElastic(); // making room waits for a lock
    return closings.keep(CacheManager.open(
        CacheSettings.of(MOST_BYTES, System::nanoTime, scheduler, random),
        new InProcessSecondLevel(MOST_BYTES, System::nanoTime, scheduler::schedule),
        new InProcessBus()));
  }

  /// Nobody where the configuration names none. Whoever keeps the closings closes it.
  ///
  /// @param caches where translations are kept; asked only where somebody translates
  static Overhearer open(GatewayConfig config, Supplier<CacheManager> caches, Meters meters,
      Closings closings) {
    var server = config.translator();
    if (server == null) {
      return Overhearer.NOBODY;
    }
    // the operator names it, so it may be inside
    var poster = closings.keep(Poster.open(Names.system(), AddressGuard.lenient()));
    var key = server.key();
    var scheduler = Schedulers.parallel();
    var translator = new LibreTranslate(poster, server.url(), key == null ? null : key.text(),
        DEADLINE, scheduler);
    return new Translations(
        new TranslationCache(caches.get(), translator, TranslationForm::write,
            TranslationForm::read),
        DEADLINE, scheduler, meters::translated);
  }
}

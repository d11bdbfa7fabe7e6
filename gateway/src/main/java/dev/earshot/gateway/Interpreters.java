package dev.earshot.gateway;

import dev.earshot.core.cache.CacheManager;
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
import reactor.core.scheduler.Schedulers;

/// Whoever translates for streams that ask for it, as a configuration names it.
final class Interpreters {
  /// Of one final: later than that nobody reads it beside the words.
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private Interpreters() {}

  /// Nobody where the configuration names none. Whoever keeps the closings closes it.
  ///
  /// @param caches where translations are kept
  static Overhearer open(GatewayConfig config, CacheManager caches, Meters meters,
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
        new TranslationCache(caches, translator, TranslationForm::write,
            TranslationForm::read),
        DEADLINE, scheduler, meters::translated);
  }
}

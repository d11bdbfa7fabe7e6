package dev.earshot.gateway;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.integration.DeliveryTimes;
import dev.earshot.core.integration.Destinations;
import dev.earshot.core.integration.Dispatcher;
import dev.earshot.core.integration.Finals;
import dev.earshot.core.integration.Hooks;
import dev.earshot.core.integration.ListedHooks;
import dev.earshot.core.integration.Notifications;
import dev.earshot.core.integration.Outbox;
import dev.earshot.core.integration.OutboxBounds;
import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.core.stream.Overhearer;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.HookSettings;
import dev.earshot.gateway.hook.LogNotifications;
import dev.earshot.gateway.hook.WebhookNotifications;
import dev.earshot.gateway.hook.WebhookSender;
import dev.earshot.gateway.ops.Meters;
import dev.earshot.gateway.outgoing.AddressGuard;
import dev.earshot.gateway.outgoing.Names;
import dev.earshot.gateway.outgoing.Poster;
import dev.earshot.sqlite.SqliteOutbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Everything that tells apps and owners what is said: the outbox on this disk, what delivers it, and the ear
/// that fills it. Closing it keeps what was said last, and gives what can be delivered a moment.
final class Integrations implements AutoCloseable {
  private static final Duration KEPT_WITHIN = Duration.ofSeconds(2);
  private static final Duration DELIVERED_WITHIN = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Outbox outbox;
  private final Dispatcher dispatcher;
  private final Finals finals;

  private Integrations(Outbox outbox, Dispatcher dispatcher, Finals finals) {
    this.outbox = outbox;
    this.dispatcher = dispatcher;
    this.finals = finals;
  }

  /// Whoever listens to streams; nobody where the configuration asks for none, and nothing is opened then.
  /// Whoever keeps the closings closes it.
  ///
  /// @param catalog the hooks of the apps that accounts have enabled, beside those of the configuration
  /// @param preferences how often owners want to be notified whom the configuration does not name
  static Overhearer open(GatewayConfig config, Hooks catalog,
      Function<AccountId, Mono<MentorFrequency>> preferences,
      Meters meters, InstantSource clock, RandomGenerator random, Closings closings) {
    var settings = config.hooks();
    if (!settings.on()) {
      return Overhearer.NOBODY;
    }
    var news = meters.hooks(clock);
    var outbox = closings.keep(SqliteOutbox.open(config.data().resolve("outbox.db"),
        OutboxBounds.USUAL));
    var poster = closings.keep(Poster.open(Names.system(), settings.inside()
        ? AddressGuard.lenient()
        : AddressGuard.strict()));
    var hooks = new ListedHooks(settings.listed()).and(catalog);
    var scheduler = Schedulers.parallel();
    var dispatcher = new Dispatcher(outbox,
        new Destinations(hooks, new WebhookSender(poster, clock),
            notifications(settings, clock, closings)),
        DeliveryTimes.USUAL, news, random, scheduler);
    var finals = new Finals(outbox, hooks, frequency(settings, preferences), dispatcher,
        DeliveryTimes.USUAL, news, scheduler);
    dispatcher.start();
    closings.keep(new Integrations(outbox, dispatcher, finals));
    return finals;
  }

  @Override
  public void close() {
    finals.flushed().timeout(KEPT_WITHIN).onErrorComplete().block();
    Flux.interval(Duration.ZERO, LOOK)
        .onBackpressureDrop()
        .concatMap(_ -> outbox.held(), 1)
        .takeUntil(held -> held.entries() == 0)
        .then()
        .timeout(DELIVERED_WITHIN)
        .onErrorComplete()
        .block();
    dispatcher.close();
  }

  /// The operator names where it is, so it may be inside.
  private static Notifications notifications(HookSettings settings, InstantSource clock,
      Closings closings) {
    var target = settings.notifications();
    return target == null
        ? new LogNotifications()
        : new WebhookNotifications(
            closings.keep(Poster.open(Names.system(), AddressGuard.lenient())), clock,
            target.url(), target.secret().text());
  }

  private static Function<AccountId, Mono<MentorFrequency>> frequency(HookSettings settings,
      Function<AccountId, Mono<MentorFrequency>> preferences) {
    return account -> {
      var listed = settings.frequencies().get(account);
      return listed == null ? preferences.apply(account) : Mono.just(new MentorFrequency(listed));
    };
  }
}

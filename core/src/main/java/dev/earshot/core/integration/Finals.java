package dev.earshot.core.integration;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.core.stream.Overhearer;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamSpec;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// Takes the finals of every stream to the outbox, beside the way to its client.
///
/// What a stream says is only laid down here; who wants it is asked elsewhere. Up to 256 finals of a stream wait for
/// stores that are slow; then the next is dropped and counted. Stores that fail are asked again for some
/// minutes, also when the stream has ended since.
public final class Finals implements Overhearer {
  private final Outbox outbox;
  private final Hooks hooks;
  private final Function<AccountId, Mono<MentorFrequency>> frequency;
  private final Dispatcher dispatcher;
  private final DeliveryTimes times;
  private final HookNews news;
  private final Scheduler scheduler;
  private final OwnerPace pace = new OwnerPace();
  private final Set<StreamTap> open = ConcurrentHashMap.newKeySet();

  /// @param frequency how often an account's owner wants to be notified, such as
  ///     [dev.earshot.core.preference.Preferences#mentorFrequency]; where it fails, nobody is
  /// @param scheduler tells the time, too
  public Finals(Outbox outbox, Hooks hooks,
      Function<AccountId, Mono<MentorFrequency>> frequency, Dispatcher dispatcher,
      DeliveryTimes times, HookNews news, Scheduler scheduler) {
    this.outbox = outbox;
    this.hooks = hooks;
    this.frequency = frequency;
    this.dispatcher = dispatcher;
    this.times = times;
    this.news = news;
    this.scheduler = scheduler;
  }

  @Override
  public Flux<StreamEvent> overhear(StreamSpec spec, Flux<StreamEvent> events) {
    return Flux.defer(() -> {
      var tap = new StreamTap(spec, this);
      open.add(tap);
      return events.doOnNext(tap::hear).doFinally(_ -> tap.end());
    });
  }

  /// Completes when everything that was said before is in the outbox, or was dropped. Never fails.
  public Mono<Void> flushed() {
    return Mono.defer(() -> Mono.when(open.stream().map(StreamTap::flushed).toList()));
  }

  void left(StreamTap tap) {
    open.remove(tap);
  }

  Outbox outbox() {
    return outbox;
  }

  Hooks hooks() {
    return hooks;
  }

  Mono<MentorFrequency> frequency(AccountId account) {
    return frequency.apply(account);
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  DeliveryTimes times() {
    return times;
  }

  HookNews news() {
    return news;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  OwnerPace pace() {
    return pace;
  }
}

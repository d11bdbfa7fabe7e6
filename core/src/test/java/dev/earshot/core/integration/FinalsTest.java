package dev.earshot.core.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.credit.Allowance;
import dev.earshot.core.integration.HookNews.Drop;
import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted.Reason;
import dev.earshot.core.stream.StreamEvent.CreditsRestored;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.stream.StreamSpec;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.Word;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class FinalsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final StreamSpec SPEC = new StreamSpec(Delivery.stream(1), Delivery.ANN,
      AudioFormat.pcm16(16_000), "en");

  private final Delivery delivery = new Delivery(
      new FlakyOutbox(new InProcessOutbox(OutboxBounds.USUAL)));
  private final FlakyOutbox outbox = (FlakyOutbox) delivery.outbox();
  private final Sinks.Many<StreamEvent> stream = Sinks.many().unicast().onBackpressureBuffer();
  private MentorFrequency frequency = MentorFrequency.NEVER;
  private Hooks hooks = delivery::hooks;

  @AfterEach
  void close() {
    delivery.close();
  }

  @Test
  void finals_ofAStream_areToldInOrderAndNumbered() {
    listen();
    say(0, "one");
    tell(new Heard(1, new Partial(0, 0, 10, "tw", 0)));
    say(1, "two", "too");
    tell(new Heard(0, new Final(1, 0, 0, List.of())));
    say(0, "three");
    delivery.on(SECOND);

    var batch = delivery.server().taken().getFirst();
    assertThat(batch.eventId()).isEqualTo(Delivery.stream(1) + ".0-2");
    assertThat(batch.said()).extracting(Said::text).containsExactly("one", "two too", "three");
    assertThat(batch.said()).extracting(Said::channel).containsExactly(0, 1, 0);
  }

  @Test
  void events_passThroughAsTheyAre() {
    var events = List.<StreamEvent>of(StreamEvent.Stage.READY, said(0, "one"));

    assertThat(finals().overhear(SPEC, Flux.fromIterable(events)).collectList().block())
        .isEqualTo(events);
  }

  @Test
  void account_withoutHooks_isAskedOnceInHalfAMinute() {
    delivery.hooks();
    listen();
    for (var n = 0; n < 29; n++) {
      say(0, "w");
      delivery.on(SECOND);
    }
    assertThat(delivery.lookups()).isEqualTo(1);
    delivery.hooks(Delivery.hook("notes"));
    delivery.on(SECOND);
    say(0, "heard");
    delivery.on(SECOND);

    assertThat(delivery.server().takenTexts()).containsExactly("heard");
    assertThat(outbox.appends()).isEqualTo(1);
  }

  @Test
  void stream_thatSaysNothing_asksNobody() {
    listen();
    tell(StreamEvent.Stage.READY);
    stream.tryEmitComplete();
    delivery.on(SECOND);

    assertThat(delivery.lookups()).isZero();
  }

  @Test
  void hooks_cannotBeLookedUp_waitsAndLosesNothing() {
    var down = new AtomicInteger(5);
    hooks = account -> Mono.defer(() -> down.getAndDecrement() > 0
        ? Mono.error(new IllegalStateException("away"))
        : delivery.hooks(account));
    listen();
    say(0, "one");
    say(0, "two");
    stream.tryEmitComplete();
    delivery.on(Duration.ofMinutes(1));

    assertThat(delivery.server().takenTexts()).containsExactly("one", "two");
  }

  @Test
  void outbox_isAway_waitsAndLosesNothing() {
    outbox.fails(5);
    listen();
    say(0, "one");
    say(0, "two");
    delivery.on(Duration.ofMinutes(1));

    assertThat(delivery.server().takenTexts()).containsExactly("one", "two");
    assertThat(delivery.droppedFinals()).isEmpty();
  }

  @Test
  void outbox_isAwayForLong_dropsWithCountAndNeverHoldsTheStream() {
    outbox.fails(Integer.MAX_VALUE);
    var seen = listen();
    for (var n = 0; n < 1_000; n++) {
      say(0, "w" + n);
    }

    assertThat(seen).hasValue(1_000);
    assertThat(delivery.droppedFinals().get(Drop.QUEUE_FULL)).isBetween(700L, 744L);
  }

  @Test
  void flushed_afterTheStreams_completesWhenAllIsKept() {
    outbox.fails(1);
    var finals = finals();
    finals.overhear(SPEC, stream.asFlux()).subscribe();
    say(0, "one");
    stream.tryEmitComplete();
    var flushed = new AtomicInteger();
    finals.flushed().subscribe(null, null, flushed::incrementAndGet);
    assertThat(flushed).hasValue(0);
    delivery.on(SECOND);

    assertThat(flushed).hasValue(1);
    assertThat(finals.flushed().blockOptional()).isEmpty();
  }

  @Test
  void exhausted_andGoesOn_appsHearNothingUntilThereIsCredit() {
    listen();
    say(0, "paid");
    tell(exhausted(true, false));
    say(0, "unheard");
    tell(new CreditsRestored(new Allowance.Unlimited(0)));
    say(0, "again");
    delivery.on(SECOND);

    assertThat(delivery.server().takenTexts()).containsExactly("paid", "again");
  }

  @Test
  void exhausted_andPlanLetsAppsHear_goesOn() {
    listen();
    tell(exhausted(true, true));
    say(0, "charged");
    delivery.on(SECOND);

    assertThat(delivery.server().takenTexts()).containsExactly("charged");
  }

  @Test
  void exhausted_andStops_lastWordsAreOfPaidSound() {
    listen();
    tell(exhausted(false, false));
    say(0, "last");
    delivery.on(SECOND);

    assertThat(delivery.server().takenTexts()).containsExactly("last");
  }

  @Test
  void owner_isNotifiedAsOftenAsWanted() {
    delivery.hooks();
    frequency = new MentorFrequency(5);
    listen();
    for (var second = 0; second < 120; second++) {
      say(0, "w" + second);
      delivery.on(SECOND);
    }

    assertThat(delivery.server().taken()).hasSize(2)
        .allMatch(batch -> batch.line().app().equals(Line.OWNER));
    assertThat(delivery.server().taken().getLast().said()).hasSize(20)
        .extracting(Said::text)
        .endsWith("w60");
  }

  private Finals finals() {
    return new Finals(outbox, account -> hooks.of(account), _ -> Mono.fromSupplier(() -> frequency),
        delivery.dispatcher(), DeliveryTimes.USUAL, delivery, delivery.time());
  }

  private AtomicInteger listen() {
    var seen = new AtomicInteger();
    finals().overhear(SPEC, stream.asFlux()).subscribe(_ -> seen.incrementAndGet());
    return seen;
  }

  private void say(int channel, String... words) {
    tell(said(channel, words));
  }

  private void tell(StreamEvent event) {
    stream.tryEmitNext(event).orThrow();
    delivery.on(Duration.ZERO);
  }

  private static StreamEvent said(int channel, String... words) {
    return new Heard(channel, new Final(0, 0, 10,
        List.of(words).stream().map(word -> new Word(word, 0, 10, 1)).toList()));
  }

  private static StreamEvent exhausted(boolean goesOn, boolean appsGoOn) {
    return new CreditsExhausted(0, Reason.USED_UP, Optional.empty(), goesOn, appsGoOn);
  }
}

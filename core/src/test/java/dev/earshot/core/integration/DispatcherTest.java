package dev.earshot.core.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.integration.HookNews.Drop;
import dev.earshot.core.integration.Outcome.Delivered;
import dev.earshot.core.integration.Outcome.Failed;
import dev.earshot.core.integration.Outcome.Failure;
import dev.earshot.core.integration.Outcome.Gone;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Outcome DOWN = new Failed(Failure.STATUS);

  private final Delivery delivery = new Delivery();
  private final AppServer server = delivery.server();

  @AfterEach
  void close() {
    delivery.close();
  }

  @Test
  void said_withinASecond_travelsTogether() {
    delivery.say(1, 0);
    delivery.on(Duration.ofMillis(900));
    delivery.say(1, 1);
    assertThat(server.attempts()).isEmpty();
    delivery.on(Duration.ofMillis(100));

    assertThat(server.taken()).extracting(Batch::eventId)
        .containsExactly(Delivery.stream(1) + ".0-1");
    assertThat(delivery.held()).isZero();
  }

  @Test
  void said_aWholeBatch_doesNotWait() {
    delivery.say(1, LongStream.range(0, 12).toArray());
    delivery.say(1, LongStream.range(12, 25).toArray());

    assertThat(server.taken()).extracting(Batch::last).containsExactly(19L, 24L);
  }

  @Test
  void said_whileABatchIsUnderWay_followsIt() {
    server.takes(SECOND.multipliedBy(2));
    delivery.say(1, 0);
    delivery.on(SECOND);
    delivery.say(1, 1);
    assertThat(server.attempts()).hasSize(1);
    delivery.on(SECOND.multipliedBy(4));

    assertThat(server.takenTexts()).containsExactly("1:0", "1:1");
  }

  @Test
  void failed_batch_isSentAgainUnderItsId() {
    server.answers(DOWN);
    delivery.say(1, 0);
    delivery.on(SECOND);
    delivery.say(1, 1);
    server.answers(new Delivered());
    delivery.on(SECOND.multipliedBy(3));

    assertThat(server.attempts()).extracting(Batch::eventId)
        .startsWith(Delivery.stream(1) + ".0-0", Delivery.stream(1) + ".0-0");
    assertThat(server.takenTexts()).containsExactly("1:0", "1:1");
  }

  /// An hour in which each request is answered with 500: little is asked, nothing is lost, nothing comes twice,
  /// everything comes in order.
  @Test
  void app_answers500ForAnHour_costsLittleAndLosesNothing() {
    server.answers(DOWN);
    for (var minute = 0; minute < 60; minute++) {
      for (var stream = 1; stream <= 10; stream++) {
        delivery.say(stream, minute);
      }
      delivery.on(Duration.ofMinutes(1));
    }
    var asked = server.attempts().size();
    assertThat(delivery.lookups()).isLessThan(2 * asked + 20);
    assertThat(server.taken()).isEmpty();
    assertThat(delivery.held()).isEqualTo(600);
    server.answers(new Delivered());
    delivery.on(Duration.ofMinutes(5));

    assertThat(asked).isBetween(12, 60);
    assertThat(delivery.held()).isZero();
    assertThat(delivery.droppedFinals()).isEmpty();
    for (var stream = 1; stream <= 10; stream++) {
      var id = Delivery.stream(stream);
      assertThat(server.taken()
          .stream()
          .filter(batch -> batch.line().stream().equals(id))
          .flatMap(batch -> batch.said().stream())
          .map(Said::number))
          .containsExactlyElementsOf(LongStream.range(0, 60).boxed().toList());
    }
  }

  @Test
  void app_isDown_holdsUpNoOther() {
    delivery.hooks(Delivery.hook("notes"), Delivery.hook("other"));
    server.answers(batch -> batch.line().app().equals("notes") ? DOWN : new Delivered());
    delivery.say(1, 0);
    delivery.say("other", 1, 0);
    delivery.on(SECOND);

    assertThat(server.taken()).extracting(batch -> batch.line().app()).containsExactly("other");
  }

  @Test
  void stream_whoseBatchIsRefused_holdsUpNoOtherOfItsApp() {
    server.answers(batch -> batch.line().stream().equals(Delivery.stream(1))
        ? DOWN
        : new Delivered());
    delivery.say(1, 0);
    for (var n = 0; n < 100; n++) {
      delivery.say(2, n);
      delivery.on(SECOND);
    }

    assertThat(server.taken().stream().mapToInt(batch -> batch.said().size()).sum())
        .isEqualTo(100);
  }

  @Test
  void answer_comesLate_isAFailure() {
    server.takes(Duration.ofSeconds(11));
    delivery.say(1, 0);
    delivery.on(Duration.ofSeconds(11));

    assertThat(delivery.failures()).containsOnlyKeys(Failure.TIMEOUT);
    assertThat(delivery.held()).isEqualTo(1);
  }

  @Test
  void answer_asksToWait_isNotAskedBefore() {
    server.answers(new Failed(Failure.STATUS, Duration.ofMinutes(10)));
    delivery.say(1, 0);
    delivery.on(Duration.ofMinutes(10));
    assertThat(server.attempts()).hasSize(1);
    delivery.on(Duration.ofMinutes(1));

    assertThat(server.attempts()).hasSize(2);
  }

  @Test
  void app_isGone_isToldNothingMoreUntilItsAddressChanges() {
    server.answers(new Gone());
    delivery.say(1, 0, 1);
    delivery.on(SECOND);
    server.answers(new Delivered());
    delivery.say(1, 2);
    delivery.on(SECOND);
    assertThat(server.attempts()).hasSize(1);
    assertThat(delivery.droppedFinals()).containsEntry(Drop.GONE, 3L);
    assertThat(delivery.dispatcher().isGone(Delivery.hook("notes"))).isTrue();
    delivery.hooks(new Hook("notes", "https://new.example/", "0123456789abcdef"));
    delivery.say(1, 3);
    delivery.on(SECOND);

    assertThat(server.takenTexts()).containsExactly("1:3");
  }

  @Test
  void app_isDisabledMeanwhile_isNotTold() {
    delivery.say(1, 0);
    delivery.hooks();
    delivery.on(SECOND);

    assertThat(server.attempts()).isEmpty();
    assertThat(delivery.droppedFinals()).containsExactly(java.util.Map.entry(Drop.DISABLED, 1L));
    assertThat(delivery.held()).isZero();
  }

  @Test
  void host_many_hasFourAtOnce() {
    server.takes(SECOND);
    for (var stream = 0; stream < 20; stream++) {
      delivery.say(stream, 0);
    }
    delivery.on(Duration.ofSeconds(10));

    assertThat(server.mostAtOnce()).isEqualTo(4);
    assertThat(server.taken()).hasSize(20);
  }

  @Test
  void nobody_takesIt_isDroppedAfterADay() {
    delivery.start();
    server.answers(DOWN);
    delivery.say(1, 0);
    delivery.on(Duration.ofHours(24));
    assertThat(delivery.held()).isEqualTo(1);
    delivery.on(Duration.ofMinutes(2));

    assertThat(delivery.held()).isZero();
    assertThat(delivery.droppedFinals()).containsEntry(Drop.OLD, 1L);
    assertThat(server.attempts()).hasSizeLessThan(24 * 60);
  }

  @Test
  void start_afterARun_goesOnWithItsBatches() {
    server.answers(DOWN);
    delivery.say(1, 0);
    delivery.say(2, 0);
    delivery.on(SECOND.multipliedBy(2));
    var ids = server.attempts().stream().map(Batch::eventId).distinct().toList();
    delivery.dispatcher().close();
    try (var next = new Delivery(delivery.outbox())) {
      next.start();
      next.on(SECOND);

      assertThat(next.server().taken()).extracting(Batch::eventId)
          .containsExactlyElementsOf(List.of(ids.get(0), ids.get(1)));
      assertThat(next.held()).isZero();
    }
  }
}

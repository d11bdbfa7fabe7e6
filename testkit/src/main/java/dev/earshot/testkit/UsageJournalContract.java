package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.UsageJournal;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// What every [UsageJournal] must do: know the most that it was told of each stream and month.
public interface UsageJournalContract {
  AccountId ACCOUNT = new AccountId("contract");
  YearMonth NOVEMBER = YearMonth.of(2026, 11);
  YearMonth DECEMBER = YearMonth.of(2026, 12);

  /// The same store each time within a test.
  UsageJournal usageJournal();

  @Test
  default void record_new_isRemembered() {
    var one = new Reading(Fresh.stream(), ACCOUNT, NOVEMBER, 1_000, 0);
    var other = new Reading(Fresh.stream(), ACCOUNT, DECEMBER, 2_000, 500);
    done(usageJournal().record(List.of(one, other)));

    assertThat(answerOf(usageJournal().unsettled())).contains(one, other);
  }

  @Test
  default void record_intent_isRememberedWithItsMonth() {
    var reading = new Reading(Fresh.stream(), ACCOUNT, DECEMBER, 500, 2_000, 700, 1_500);
    done(usageJournal().record(List.of(reading)));

    assertThat(of(reading.stream())).containsExactly(reading);
  }

  @Test
  default void record_intentBeforeMoreUse_stays() {
    var stream = Fresh.stream();
    done(usageJournal()
        .record(List.of(new Reading(stream, ACCOUNT, NOVEMBER, 0, 2_000, 0, 2_000))));
    done(usageJournal().record(List.of(new Reading(stream, ACCOUNT, NOVEMBER, 3_000, 0))));

    assertThat(of(stream))
        .containsExactly(new Reading(stream, ACCOUNT, NOVEMBER, 0, 3_000, 0, 2_000));
  }

  @Test
  default void record_notSubscribed_remembersNothing() {
    var reading = new Reading(Fresh.stream(), ACCOUNT, NOVEMBER, 1_000, 0);
    var write = usageJournal().record(List.of(reading));

    assertThat(of(reading.stream())).isEmpty();
    done(write);

    assertThat(of(reading.stream())).containsExactly(reading);
  }

  @Test
  default void record_more_replaces() {
    var stream = Fresh.stream();
    var more = new Reading(stream, ACCOUNT, NOVEMBER, 2_000, 1_000);
    done(usageJournal().record(List.of(new Reading(stream, ACCOUNT, NOVEMBER, 1_000, 0))));
    done(usageJournal().record(List.of(more)));

    assertThat(of(stream)).containsExactly(more);
  }

  @Test
  default void record_more_replacesAlsoWithinABatch() {
    var stream = Fresh.stream();
    var more = new Reading(stream, ACCOUNT, NOVEMBER, 2_000, 1_000);
    done(usageJournal().record(List.of(new Reading(stream, ACCOUNT, NOVEMBER, 1_000, 0), more,
        new Reading(stream, ACCOUNT, NOVEMBER, 1_500, 0))));

    assertThat(of(stream)).containsExactly(more);
  }

  @Test
  default void record_streamsThatAreKnownAndNewOnes_remembersAll() {
    var known = Fresh.stream();
    done(usageJournal().record(List.of(new Reading(known, ACCOUNT, NOVEMBER, 1_000, 0))));
    var one = new Reading(Fresh.stream(), ACCOUNT, NOVEMBER, 300, 0);
    var more = new Reading(known, ACCOUNT, NOVEMBER, 0, 2_000, 500, 2_000);
    var other = new Reading(known, ACCOUNT, DECEMBER, 2_000, 2_400, 2_000, 2_000);
    done(usageJournal().record(List.of(one, more, other)));

    assertThat(answerOf(usageJournal().unsettled())).contains(one, more, other);
  }

  @Test
  default void record_less_changesNothing() {
    var stream = Fresh.stream();
    var more = new Reading(stream, ACCOUNT, NOVEMBER, 2_000, 1_000);
    done(usageJournal().record(List.of(more)));
    done(usageJournal().record(List.of(new Reading(stream, ACCOUNT, NOVEMBER, 1_000, 0))));

    assertThat(of(stream)).containsExactly(more);
  }

  @Test
  default void record_settledSince_isRemembered() {
    var stream = Fresh.stream();
    var settled = new Reading(stream, ACCOUNT, NOVEMBER, 2_000, 2_000);
    done(usageJournal().record(List.of(new Reading(stream, ACCOUNT, NOVEMBER, 2_000, 0))));
    done(usageJournal().record(List.of(settled)));
    done(usageJournal().record(List.of(new Reading(stream, ACCOUNT, NOVEMBER, 2_000, 0))));

    assertThat(of(stream)).containsExactly(settled);
  }

  @Test
  default void record_nextMonth_keepsWhatTheOldOneOwes() {
    var stream = Fresh.stream();
    var old = new Reading(stream, ACCOUNT, NOVEMBER, 2_000, 1_000);
    var young = new Reading(stream, ACCOUNT, DECEMBER, 2_500, 2_000);
    done(usageJournal().record(List.of(old)));
    done(usageJournal().record(List.of(young)));

    assertThat(of(stream)).containsExactlyInAnyOrder(old, young);
  }

  @Test
  default void record_empty_changesNothing() {
    var reading = new Reading(Fresh.stream(), ACCOUNT, NOVEMBER, 1_000, 0);
    done(usageJournal().record(List.of(reading)));
    done(usageJournal().record(List.of()));

    assertThat(of(reading.stream())).containsExactly(reading);
  }

  @Test
  default void record_fromManyThreadsInAnyOrder_keepsTheMost() {
    var stream = Fresh.stream();
    done(Flux.fromStream(LongStream.rangeClosed(1, 100).boxed())
        .map(n -> n * 37 % 101)
        .map(n -> new Reading(stream, ACCOUNT, NOVEMBER, n, n / 2))
        .parallel(8)
        .runOn(Schedulers.boundedElastic())
        .flatMap(reading -> usageJournal().record(List.of(reading)))
        .then());

    assertThat(of(stream)).containsExactly(new Reading(stream, ACCOUNT, NOVEMBER, 100, 50));
  }

  @Test
  default void forget_stream_leavesTheOthers() {
    var gone = Fresh.stream();
    var kept = new Reading(Fresh.stream(), ACCOUNT, NOVEMBER, 1_000, 0);
    done(usageJournal().record(List.of(new Reading(gone, ACCOUNT, NOVEMBER, 10, 10),
        new Reading(gone, ACCOUNT, DECEMBER, 20, 20), kept)));
    done(usageJournal().forget(gone));
    done(usageJournal().forget(gone));

    assertThat(of(gone)).isEmpty();
    assertThat(of(kept.stream())).containsExactly(kept);
  }

  @Test
  default void forget_notSubscribed_forgetsNothing() {
    var reading = new Reading(Fresh.stream(), ACCOUNT, NOVEMBER, 1_000, 1_000);
    done(usageJournal().record(List.of(reading)));
    var forget = usageJournal().forget(reading.stream());

    assertThat(of(reading.stream())).containsExactly(reading);
    done(forget);

    assertThat(of(reading.stream())).isEmpty();
  }

  private List<Reading> of(StreamId stream) {
    return answerOf(usageJournal().unsettled()).stream()
        .filter(reading -> reading.stream().equals(stream))
        .toList();
  }
}

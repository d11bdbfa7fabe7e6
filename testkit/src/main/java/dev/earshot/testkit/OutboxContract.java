package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.done;
import static dev.earshot.testkit.Answers.maybe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.integration.Batch;
import dev.earshot.core.integration.Entry;
import dev.earshot.core.integration.Line;
import dev.earshot.core.integration.Outbox;
import dev.earshot.core.integration.OutboxBounds;
import dev.earshot.core.integration.Said;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// What every [Outbox] must do: keep what it was given in order, cut it once, and forget what is delivered.
public interface OutboxContract {
  AccountId ACCOUNT = new AccountId("contract");
  Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  /// Of the outbox under test.
  OutboxBounds BOUNDS = new OutboxBounds(50, 50_000);

  /// An empty one with [#BOUNDS], the same each time within a test.
  Outbox outbox();

  @Test
  default void append_new_isTheNextBatch() {
    var line = line("app");
    append(line, 0, 1, 2);

    assertThat(next(line, 20)).isEqualTo(batch(line, 0, 1, 2));
    assertThat(answerOf(outbox().lines())).containsExactly(line);
  }

  @Test
  default void append_notSubscribed_keepsNothing() {
    var line = line("app");
    var write = outbox().append(List.of(entry(line, 0)));

    assertThat(answerOf(outbox().lines())).isEmpty();
    answerOf(write);

    assertThat(answerOf(outbox().lines())).containsExactly(line);
  }

  @Test
  default void append_again_changesNothing() {
    var line = line("app");
    append(line, 0, 1);
    append(line, 1);

    assertThat(next(line, 20)).isEqualTo(batch(line, 0, 1));
    assertThat(answerOf(outbox().held()).entries()).isEqualTo(2);
  }

  @Test
  default void append_wordsInAnyScript_areKept() {
    var line = line("app");
    var said = new Said(ACCOUNT, line.stream(), 0, 1, 5, 7, "Zoë says 'hé' \"🎧\";\n--", NOON);
    answerOf(outbox().append(List.of(new Entry("app", said))));

    assertThat(next(line, 20).said()).containsExactly(said);
  }

  @Test
  default void next_moreThanABatch_isCut() {
    var line = line("app");
    append(line, 0, 1, 2);

    assertThat(next(line, 2)).isEqualTo(batch(line, 0, 1));
    done(outbox().remove(batch(line, 0, 1)));
    assertThat(next(line, 2)).isEqualTo(batch(line, 2));
  }

  @Test
  default void next_cutBefore_staysAsItIs() {
    var line = line("app");
    append(line, 0);
    assertThat(next(line, 20)).isEqualTo(batch(line, 0));
    append(line, 1, 2);

    assertThat(next(line, 20)).isEqualTo(batch(line, 0));
    assertThat(next(line, 1)).isEqualTo(batch(line, 0));
  }

  @Test
  default void next_anotherAppOrStream_isAnotherLine() {
    var line = line("app");
    var app = new Line(ACCOUNT, "other", line.stream());
    var stream = line("app");
    append(line, 0);
    append(app, 1);
    append(stream, 2);

    assertThat(next(line, 20)).isEqualTo(batch(line, 0));
    assertThat(next(app, 20)).isEqualTo(batch(app, 1));
    assertThat(next(stream, 20)).isEqualTo(batch(stream, 2));
    assertThat(maybe(outbox().next(line("app"), 20))).isNull();
    assertThat(answerOf(outbox().lines())).containsExactly(line, app, stream);
  }

  @Test
  default void remove_batch_leavesTheOthers() {
    var line = line("app");
    var other = new Line(ACCOUNT, "other", line.stream());
    append(line, 0, 1);
    append(other, 0, 1);
    done(outbox().remove(next(line, 20)));
    done(outbox().remove(batch(line, 0, 1)));

    assertThat(maybe(outbox().next(line, 20))).isNull();
    assertThat(next(other, 20)).isEqualTo(batch(other, 0, 1));
    assertThat(answerOf(outbox().held()).entries()).isEqualTo(2);
  }

  @Test
  default void remove_line_tellsHowManyItHad() {
    var line = line("app");
    var other = line("app");
    append(line, 0, 1, 2);
    append(other, 0);

    assertThat(answerOf(outbox().remove(line))).isEqualTo(3);
    assertThat(answerOf(outbox().remove(line))).isZero();
    assertThat(answerOf(outbox().lines())).containsExactly(other);
  }

  @Test
  default void held_some_isTheirSum() {
    var line = line("app");
    assertThat(answerOf(outbox().held()).oldest()).isEmpty();
    append(line, 0, 1);

    var held = answerOf(outbox().held());
    assertThat(held.entries()).isEqualTo(2);
    assertThat(held.bytes()).isEqualTo(2 * OutboxBounds.bytesOf("w0"));
    assertThat(held.oldest()).contains(NOON);
  }

  @Test
  default void append_moreThanFits_dropsTheOldestWithItsBatch() {
    var old = line("old");
    var young = line("young");
    append(old, 0, 1, 2);
    next(old, 2); // cuts 0 and 1
    append(young, LongStream.range(0, 46).toArray());

    assertThat(answerOf(outbox().append(List.of(entry(young, 46), entry(young, 47)))))
        .isEqualTo(2);
    assertThat(next(old, 20)).isEqualTo(batch(old, 2));
    assertThat(answerOf(outbox().held()).entries()).isEqualTo(49);
  }

  @Test
  default void append_moreBytesThanFit_dropsTheOldest() {
    var line = line("app");
    append(line, 0);
    var dropped = answerOf(outbox().append(List.of(new Entry("app",
        new Said(ACCOUNT, line.stream(), 1, 0, 0, 0, "x".repeat(49_744), NOON)))));

    assertThat(dropped).isEqualTo(1);
    assertThat(next(line, 20).first()).isEqualTo(1);
    assertThat(answerOf(outbox().held()).bytes()).isEqualTo(50_000);
  }

  @Test
  default void prune_old_dropsWholeBatches() {
    var line = line("app");
    append(line, 0, 1, 2, 3); // a second apart
    next(line, 2);

    assertThat(answerOf(outbox().prune(NOON.plusMillis(500)))).isZero();
    assertThat(answerOf(outbox().prune(NOON.plusMillis(2_500)))).isEqualTo(3);
    assertThat(next(line, 20)).isEqualTo(batch(line, 3));
    assertThat(answerOf(outbox().held()).entries()).isEqualTo(1);
  }

  @Test
  default void append_fromManyThreads_keepsAll() {
    var lines = LongStream.range(0, 8).mapToObj(n -> line("app" + n)).toList();
    answerOf(Flux.fromIterable(lines)
        .parallel(8)
        .runOn(Schedulers.boundedElastic())
        .flatMap(line -> outbox().append(List.of(entry(line, 0), entry(line, 1))))
        .sequential()
        .collectList());

    assertThat(answerOf(outbox().lines())).containsExactlyInAnyOrderElementsOf(lines);
    assertThat(answerOf(outbox().held()).entries()).isEqualTo(16);
  }

  private void append(Line line, long... numbers) {
    answerOf(outbox().append(LongStream.of(numbers).mapToObj(n -> entry(line, n)).toList()));
  }

  private Batch next(Line line, int most) {
    return answerOf(outbox().next(line, most));
  }

  private static Line line(String app) {
    return new Line(ACCOUNT, app, Fresh.stream());
  }

  private static Entry entry(Line line, long number) {
    return new Entry(line.app(), said(line.stream(), number));
  }

  private static Batch batch(Line line, long... numbers) {
    return new Batch(line, LongStream.of(numbers).mapToObj(n -> said(line.stream(), n)).toList());
  }

  private static Said said(StreamId stream, long number) {
    return new Said(ACCOUNT, stream, number, 0, number * 1_000, number * 1_000 + 500,
        "w" + number, NOON.plusSeconds(number));
  }
}

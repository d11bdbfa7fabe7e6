package dev.earshot.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import org.junit.jupiter.api.Test;

class FlushesTest {
  private final Flushes flushes = new Flushes(100);

  @Test
  void join_nothingOpen_isAnsweredAtOnce() {
    assertThat(flushes.join(true, 0, 0)).containsExactly(new HeardTo(0, true));
  }

  @Test
  void answered_question_answersThoseThatJoinedIt() {
    flushes.ask(true, 1_000, 0);
    assertThat(flushes.join(false, 1_000, 0)).isEmpty();
    assertThat(flushes.answered(1)).containsExactly(new HeardTo(1_000, true),
        new HeardTo(1_000, false));
  }

  @Test
  void late_unanswered_promisesWhatIsFinalAndNoMore() {
    flushes.isFinal(400);
    flushes.ask(true, 1_000, 0);
    assertThat(flushes.late(99)).isEmpty();
    assertThat(flushes.late(100)).containsExactly(new HeardTo(400, true));
    assertThat(flushes.late(200)).isEmpty();
  }

  @Test
  void answered_afterItWasDoneWithout_isNotTheAnswerOfTheNext() {
    flushes.ask(true, 1_000, 0);
    assertThat(flushes.late(100)).hasSize(1);
    flushes.ask(true, 2_000, 150);
    assertThat(flushes.answered(1)).isEmpty();
    assertThat(flushes.answered(1)).containsExactly(new HeardTo(2_000, true));
  }

  @Test
  void answered_moreThanWereAsked_answersEachOnce() {
    flushes.ask(true, 1_000, 0);
    assertThat(flushes.answered(9)).hasSize(1);
    assertThat(flushes.answered(9)).isEmpty();
  }

  @Test
  void isFull_manyOpen_untilTheyAreDoneWithout() {
    for (var i = 0; i < Flushes.MOST; i++) {
      flushes.ask(true, i, 0);
    }
    assertThat(flushes.isFull()).isTrue();
    assertThat(flushes.late(100)).hasSize(Flushes.MOST);
    assertThat(flushes.isFull()).isFalse();
  }
}

package dev.earshot.gateway.dialect.openai;

import static dev.earshot.gateway.dialect.openai.Talker.CLEAR;
import static dev.earshot.gateway.dialect.openai.Talker.COMMIT;
import static dev.earshot.gateway.dialect.openai.Talker.MANUAL;
import static dev.earshot.gateway.dialect.openai.Talker.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.stream.EndReason;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import org.junit.jupiter.api.Test;

/// Which items come of what is heard between commits and clears of the client.
class CommitsTest {
  private static final HeardTo ASKED_AT_2S = new HeardTo(2_000, true);

  @Test
  void commit_isToldAtOnce_andItsWordsWhenTheyWereHeard() {
    var talker = new Talker().says(MANUAL).appends(2_000).says(COMMIT);
    assertThat(talker.types()).containsExactly("updated", "committed", "added");
    assertThat(talker.flushes()).isOne();

    talker.hears(said(0, 1_000, "one"), said(1, 2_000, "two"), ASKED_AT_2S);

    assertThat(talker.types()).endsWith("delta", "delta", "completed", "done");
    assertThat(Talker.values(talker.told("delta"), "delta")).containsExactly("one", " two");
    assertThat(talker.told("completed").getFirst().path("usage").path("seconds").asDouble())
        .isEqualTo(2);
  }

  @Test
  void commit_words_areToldWhileTheyAreSpoken() {
    var talker = new Talker().says(MANUAL)
        .appends(1_000)
        .hears(new Partial(0, 0, 1_000, "one tw", 3))
        .appends(1_000)
        .says(COMMIT);

    assertThat(talker.types()).containsExactly("updated", "delta", "committed", "added");
    assertThat(Talker.values(talker.told("delta"), "item_id"))
        .isEqualTo(Talker.values(talker.told("committed"), "item_id"));
  }

  @Test
  void commit_soundBehindIt_belongsToTheNext() {
    var talker = new Talker().says(MANUAL)
        .appends(2_000)
        .says(COMMIT)
        .appends(2_000)
        .says(COMMIT)
        .hears(said(0, 2_000, "one"), ASKED_AT_2S, said(1, 4_000, "two"),
            new HeardTo(4_000, true));

    assertThat(Talker.values(talker.told("completed"), "transcript")).containsExactly("one", "two");
    assertThat(Talker.values(talker.told("completed"), "item_id"))
        .isEqualTo(Talker.values(talker.told("committed"), "item_id"));
  }

  @Test
  void commit_severalAnsweredAsOne_completesAll() {
    var talker = new Talker().says(MANUAL)
        .appends(1_000)
        .says(COMMIT)
        .appends(1_000)
        .says(COMMIT)
        .hears(said(0, 2_000, "both"), new HeardTo(1_990, true));

    assertThat(Talker.values(talker.told("completed"), "transcript")).containsExactly("both", "");
  }

  @Test
  void commit_ofLessThanATenth_isASoftErrorThatIsNotCounted() {
    var talker = new Talker().says(MANUAL)
        .appends(99)
        .says("{\"event_id\":\"c1\",\"type\":\"input_audio_buffer.commit\"}");

    assertThat(talker.last().path("error").path("code").asText() + " "
        + talker.last().path("error").path("event_id").asText()).isEqualTo(
            "input_audio_buffer_commit_empty c1");
    assertThat(talker.skipped() + talker.flushes()).isZero();
  }

  @Test
  void commit_whereTheServerFindsTurns_endsTheTurnNow() {
    var talker = new Talker().appends(2_000)
        .hears(new SpeechStarted(500))
        .says(COMMIT)
        .hears(new SpeechEnded(2_000), said(0, 2_000, "one"), ASKED_AT_2S);

    assertThat(talker.flushes()).isOne();
    assertThat(talker.types()).containsExactly("speech_started", "speech_stopped", "committed",
        "added", "delta", "completed", "done");
  }

  @Test
  void commit_whereTheServerFindsNoTurn_isASoftError() {
    var talker = new Talker().appends(2_000)
        .says("{\"event_id\":\"c1\",\"type\":\"input_audio_buffer.commit\"}")
        .hears(ASKED_AT_2S);

    assertThat(talker.types()).containsExactly("error");
    assertThat(talker.last().path("error").path("event_id").asText()).isEqualTo("c1");
  }

  @Test
  void clear_whatWasSaid_isNotToldAnyMore() {
    var talker = new Talker().says(MANUAL)
        .appends(2_000)
        .says(CLEAR)
        .hears(new Partial(0, 0, 1_500, "one", 3), said(0, 2_000, "one"), ASKED_AT_2S)
        .appends(1_000)
        .says(COMMIT)
        .hears(said(1, 3_000, "two"), new HeardTo(3_000, true));

    assertThat(talker.types()).containsExactly("updated", "cleared", "committed", "added", "delta",
        "completed", "done");
    assertThat(Talker.values(talker.told("completed"), "transcript")).containsExactly("two");
    assertThat(talker.told("completed").getFirst().path("usage").path("seconds").asDouble())
        .as("what was cleared was heard and is charged for")
        .isEqualTo(3);
  }

  @Test
  void clear_whatIsCommitted_isStillCompleted() {
    var talker = new Talker().says(MANUAL)
        .appends(2_000)
        .says(COMMIT)
        .appends(50)
        .says(CLEAR)
        .hears(said(0, 2_000, "one"), ASKED_AT_2S, new HeardTo(2_050, true));

    assertThat(Talker.values(talker.told("completed"), "transcript")).containsExactly("one");
  }

  @Test
  void clear_turnThatIsSpoken_isAbandoned() {
    var talker = new Talker().appends(2_000)
        .hears(new SpeechStarted(500))
        .says(CLEAR)
        .hears(new SpeechEnded(2_000), said(0, 2_000, "one"), ASKED_AT_2S)
        .appends(2_000)
        .hears(new SpeechStarted(3_000), new SpeechEnded(4_000), said(1, 4_000, "two"));

    assertThat(talker.types()).containsExactly("speech_started", "cleared", "speech_started",
        "speech_stopped", "committed", "added", "delta", "completed", "done");
    assertThat(talker.told("committed").getFirst().path("previous_item_id").isNull()).isTrue();
  }

  @Test
  void clear_turnThatIsOver_isStillCompleted() {
    var talker = new Talker().appends(2_000)
        .hears(new SpeechStarted(500), new SpeechEnded(1_500))
        .says(CLEAR)
        .hears(said(0, 1_500, "one"), ASKED_AT_2S);

    assertThat(Talker.values(talker.told("completed"), "transcript")).containsExactly("one");
  }

  @Test
  void clear_ofNothing_asksForNothing() {
    var talker = new Talker().says(CLEAR).says(CLEAR);

    assertThat(talker.types()).containsExactly("cleared", "cleared");
    assertThat(talker.flushes()).isZero();
  }

  @Test
  void failure_ofTheRecogniser_failsWhatIsOpen_once() {
    var talker = new Talker().says(MANUAL)
        .appends(2_000)
        .says(COMMIT)
        .ends(EndReason.RECOGNISER_FAILED);

    assertThat(talker.types()).endsWith("committed", "added", "failed", "error");
    assertThat(talker.told("failed").getFirst().path("error")).hasToString("""
        {"type":"server_error","code":"transcription_failed","message":"recogniser failed",\
        "param":null}""");
  }

  @Test
  void marks_thatNobodyAnswers_areBounded() {
    var talker = new Talker().says(MANUAL);
    for (var i = 0; i < 65; i++) {
      talker.appends(100).says(COMMIT);
    }

    assertThat(talker.told("committed")).hasSize(64);
    assertThat(talker.last().path("error").path("code").asText()).isEqualTo("too_many_pending");
  }
}

package dev.earshot.gateway.dialect.openai;

import static dev.earshot.gateway.dialect.openai.Talker.COMMIT;
import static dev.earshot.gateway.dialect.openai.Talker.MANUAL;
import static dev.earshot.gateway.dialect.openai.Talker.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.stream.StreamEvent.Billed;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which items come of what is heard where the recogniser finds the turns, and in which order they are told.
class TurnsTest {
  private static final HeardTo ASKED_AT_2S = new HeardTo(2_000, true);

  @Test
  void turn_ofARecogniserThatTellsEnds_isToldInOpenAisOrder() {
    var talker = new Talker().appends(3_000)
        .hears(new SpeechStarted(500), new Partial(0, 300, 1_500, "hello wor", 5),
            new SpeechEnded(2_300), said(0, 2_300, "hello", "world"));

    assertThat(talker.types()).containsExactly("speech_started", "delta", "speech_stopped",
        "committed", "added", "delta", "completed", "done");
    assertThat(Talker.values(talker.told("delta"), "delta")).containsExactly("hello", " world");
    assertThat(talker.told("completed").getFirst().path("transcript").asText())
        .isEqualTo("hello world");
  }

  @Test
  void turn_times_areThoseOfTheCaptureClock() {
    var talker = new Talker().appends(3_000)
        .hears(new SpeechStarted(100), new SpeechEnded(2_300), said(0, 2_300, "a", "b"));

    assertThat(talker.told("speech_started").getFirst().path("audio_start_ms").asLong())
        .as("300 ms of padding, but nothing is before the stream")
        .isZero();
    assertThat(talker.told("speech_stopped").getFirst().path("audio_end_ms").asLong())
        .as("500 ms of silence")
        .isEqualTo(2_800);
    assertThat(talker.told("completed").getFirst().path("usage")).hasToString(
        "{\"type\":\"duration\",\"seconds\":2.8}");
  }

  @Test
  void turn_silenceBehindWhatCame_isNotToldOf() {
    var talker = new Talker().appends(2_400)
        .hears(new SpeechStarted(500), new SpeechEnded(2_300));

    assertThat(talker.told("speech_stopped").getFirst().path("audio_end_ms").asLong())
        .isEqualTo(2_400);
  }

  @Test
  void turn_ofARecogniserThatTellsNoBeginning_beginsWithItsFirstGuess() {
    var talker = new Talker().appends(6_000)
        .hears(new Partial(0, 1_000, 1_500, "w1", 2), said(0, 5_000, "w1", "w2", "w3", "w4"),
            new Partial(1, 5_000, 5_500, "w5", 2));

    assertThat(talker.types()).containsExactly("speech_started", "delta", "speech_stopped",
        "committed", "added", "delta", "completed", "done", "speech_started", "delta");
    assertThat(Talker.values(talker.told("speech_started"), "audio_start_ms"))
        .containsExactly("700", "4700");
  }

  @Test
  void turn_nextBeginsBeforeTheWordsOfTheLast_keepsThemApart() {
    var talker = new Talker().appends(6_000)
        .hears(new SpeechStarted(500), new SpeechEnded(2_000), new SpeechStarted(3_000),
            said(0, 2_000, "one"), new SpeechEnded(5_000), said(1, 5_000, "two"));

    assertThat(Talker.values(talker.told("completed"), "transcript")).containsExactly("one", "two");
    assertThat(Talker.values(talker.told("completed"), "item_id"))
        .isEqualTo(Talker.values(talker.told("committed"), "item_id"))
        .isEqualTo(Talker.values(talker.told("speech_started"), "item_id"));
  }

  @Test
  void turn_withoutWords_isCompletedEmptyWhenItWasHeard() {
    var talker = new Talker().appends(6_000)
        .hears(new SpeechStarted(500), new SpeechEnded(700), new HeardTo(600, false));
    assertThat(talker.told("completed")).isEmpty();

    talker.hears(new HeardTo(1_000, false));

    assertThat(Talker.values(talker.told("completed"), "transcript")).containsExactly("");
    assertThat(talker.told("delta")).isEmpty();
  }

  @Test
  void turn_withoutWords_isCompletedBeforeTheNextOne() {
    var talker = new Talker().appends(6_000)
        .hears(new SpeechStarted(500), new SpeechEnded(700), new SpeechStarted(3_000),
            new SpeechEnded(5_000), said(0, 5_000, "two"));

    assertThat(Talker.values(talker.told("completed"), "transcript")).containsExactly("", "two");
  }

  @Test
  void items_eachNamesTheOneBefore() {
    var talker = new Talker().appends(6_000)
        .hears(said(0, 2_000, "one"), said(1, 4_000, "two"), said(2, 6_000, "three"));

    var ids = Talker.values(talker.told("committed"), "item_id");
    assertThat(Talker.values(talker.told("committed"), "previous_item_id"))
        .containsExactly("null", ids.get(0), ids.get(1))
        .isEqualTo(Talker.values(talker.told("added"), "previous_item_id"));
    assertThat(talker.told("done").get(1).path("item")).hasToString("{\"id\":\"" + ids.get(1)
        + "\",\"object\":\"realtime.item\",\"type\":\"message\",\"status\":\"completed\","
        + "\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"transcript\":\"two\"}]}");
  }

  @Test
  void beta_items_areCreated() {
    var talker = new Talker(Style.BETA).appends(2_000).hears(said(0, 2_000, "one"));

    assertThat(talker.types()).containsExactly("speech_started", "speech_stopped", "committed",
        "created", "delta", "completed");
  }

  @Test
  void turnDetection_switchedOff_endsWhatIsSaid() {
    var talker = new Talker().appends(2_000)
        .hears(new SpeechStarted(500))
        .says(MANUAL)
        .hears(said(0, 2_000, "one"), ASKED_AT_2S)
        .appends(1_000)
        .hears(new SpeechStarted(2_100), said(1, 3_000, "two"))
        .says(COMMIT)
        .hears(new HeardTo(3_000, true));

    assertThat(Talker.values(talker.told("completed"), "transcript")).containsExactly("one", "two");
    assertThat(talker.told("speech_started")).hasSize(1);
    assertThat(talker.flushes()).isEqualTo(2);
  }

  @Test
  void turnDetection_switchedOn_makesAnItemOfWhatWasTold() {
    var talker = new Talker().says(MANUAL)
        .appends(2_000)
        .hears(said(0, 2_000, "one"))
        .says("""
            {"type":"session.update","session":{"audio":{"input":{"turn_detection":\
            {"type":"server_vad"}}}}}""")
        .hears(ASKED_AT_2S, new SpeechStarted(2_500));

    assertThat(talker.types()).containsExactly("updated", "delta", "updated", "committed", "added",
        "completed", "done", "speech_started");
  }

  @Test
  void end_ofTheStream_completesWhatIsOpen_andChargesNoMoreThanWasBilled() {
    var talker = new Talker().appends(3_000)
        .hears(new SpeechStarted(500))
        .happens(new Billed(2_000));

    assertThat(talker.types()).containsExactly("speech_started", "speech_stopped", "committed",
        "added", "completed", "done");
    assertThat(talker.told("completed").getFirst().path("usage").path("seconds").asDouble())
        .isEqualTo(2);
  }

  @Test
  void text_thatTheFinalTakesBack_staysAsItWasTold() {
    var talker = new Talker().appends(2_000)
        .hears(new Partial(0, 0, 1_000, "hello there", 11),
            new Final(0, 0, 2_000, said(0, 2_000, "hello").words()));

    assertThat(Talker.values(talker.told("delta"), "delta")).containsExactly("hello there");
    assertThat(Talker.values(talker.told("completed"), "transcript"))
        .isEqualTo(List.of("hello there"));
  }
}

package dev.earshot.gateway.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import dev.earshot.core.transcript.Word;
import dev.earshot.gateway.upstream.Frame;
import dev.earshot.gateway.upstream.Heard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAiTongueTest extends OpenAiTalk {
  @Test
  void read_created_isAnsweredOnceAndReadyWhenUpdated() {
    var fresh = tongue(Variant.OPENAI, "m");
    assertThat(fresh.isReady()).isFalse();
    assertThat(fresh.read("{\"type\":\"session.created\"}").answers()).containsExactly(
        new Frame.Text("{\"type\":\"session.update\",\"session\":{\"type\":\"transcription\","
            + "\"audio\":{\"input\":{\"format\":{\"type\":\"audio/pcm\",\"rate\":24000},"
            + "\"transcription\":{\"model\":\"m\",\"language\":\"en\"},"
            + "\"turn_detection\":{\"type\":\"server_vad\"}}}}}"));
    assertThat(fresh.read("{\"type\":\"session.created\"}")).isEqualTo(Heard.NOTHING);
    assertThat(fresh.isReady()).isFalse();
    var _ = fresh.read("{\"type\":\"session.updated\"}");
    assertThat(fresh.isReady()).isTrue();
  }

  @Test
  void read_createdOfSpeaches_isAnsweredInTheWordsOfTheBeta() {
    assertThat(tongue(Variant.SPEACHES, "m").read("{\"type\":\"session.created\"}").answers())
        .containsExactly(new Frame.Text("{\"type\":\"session.update\",\"session\":{"
            + "\"input_audio_transcription\":{\"model\":\"m\",\"language\":\"en\"},"
            + "\"turn_detection\":null}}"));
  }

  @Test
  void read_errorBeforeReady_isRefused() {
    var fresh = tongue(Variant.OPENAI, "m");
    assertThatThrownBy(() -> fresh.read(
        OpenAiClientContract.error("invalid_request_error", "invalid_value")))
        .isInstanceOf(Refused.class);
  }

  @Test
  void sound_second_isTheSameAt24Kilohertz() {
    var pcm = new short[16_000];
    Arrays.fill(pcm, (short) 1_000);
    var frames = new ArrayList<>(tongue.sound(new Window(0, 16_000, pcm)));
    frames.addAll(tongue.flush(true));
    var bytes = frames.stream()
        .map(frame -> ((Frame.Text) frame).text())
        .filter(text -> text.contains("append"))
        .mapToInt(text -> Base64.getDecoder()
            .decode(text.replaceAll(".*\"audio\":\"(.*)\"}", "$1")).length)
        .sum();
    assertThat(bytes).isEqualTo(2 * 24_000);
    assertThat(frames.getLast()).isEqualTo(commit(0));
  }

  @Test
  void read_turn_isAnUtteranceWithSharesOfItsRange() {
    hear(4);
    assertThat(started("a", 500).events()).containsExactly(new HeardTo(1_500, false),
        new SpeechStarted(1_500));
    assertThat(delta("a", "Hel").events())
        .containsExactly(new Partial(3, 1_500, 5_000, "Hel", 3));
    assertThat(delta("a", "lo  you ").events())
        .containsExactly(new Partial(3, 1_500, 5_000, "Hello you", 9));
    assertThat(stopped("a", 2_500).events()).containsExactly(new SpeechEnded(3_500));
    assertThat(committed("a", null).events()).isEmpty();
    assertThat(completed("a", "Hello  you ").events()).containsExactly(new Final(3, 1_500, 3_500,
        List.of(new Word("Hello", 1_500, 2_500, 1), new Word("you", 2_500, 3_500, 1))));
  }

  @Test
  void read_textsInAnotherOrder_areToldInThatOfTheSound() {
    hear(4);
    turn("a", 0, 1_000, null);
    turn("b", 1_000, 2_000, "a");
    assertThat(completed("b", "two").events()).isEmpty();
    assertThat(completed("a", "one").events()).extracting(event -> ((Final) event).text())
        .containsExactly("one", "two");
  }

  @Test
  void read_commitsInAnotherOrder_areToldInThatOfTheChain() {
    hear(4);
    var _ = started("b", 0);
    var _ = stopped("b", 1_000);
    var _ = started("c", 1_000);
    var _ = stopped("c", 2_000);
    var _ = completed("c", "two");
    var _ = completed("b", "one");
    assertThat(committed("c", "b").events()).isEmpty();
    assertThat(committed("b", "a").events()).filteredOn(Final.class::isInstance)
        .extracting(event -> ((Final) event).text())
        .containsExactly("one", "two");
  }

  @Test
  void read_deltaOfALaterItem_waitsForTheOneBefore() {
    hear(4);
    turn("a", 0, 1_000, null);
    turn("b", 1_000, 2_000, "a");
    assertThat(delta("b", "two").events()).isEmpty();
    assertThat(completed("a", "one").events()).hasSize(2)
        .last()
        .isEqualTo(new Partial(4, 2_000, 5_000, "two", 3));
  }

  @Test
  void read_whatWasToldAlready_isNotToldAgain() {
    hear(4);
    turn("a", 0, 1_000, null);
    var _ = completed("a", "one");
    assertThat(completed("a", "one")).isEqualTo(Heard.NOTHING);
    assertThat(delta("a", "more")).isEqualTo(Heard.NOTHING);
    assertThat(committed("a", null)).isEqualTo(Heard.NOTHING);
  }

  @Test
  void read_itemWithoutWords_saysThatNothingWasSaid() {
    hear(4);
    turn("a", 0, 1_000, null);
    assertThat(completed("a", " ").events()).containsExactly(new HeardTo(2_000, false));
  }

  @Test
  void flush_inATurn_isAnsweredBehindItsWords() {
    hear(2);
    var _ = started("a", 500);
    assertThat(tongue.flush(true)).last().isEqualTo(commit(0));
    assertThat(committed("a", null).flushed()).isZero();
    var told = completed("a", "one");
    assertThat(told.flushed()).isOne();
    assertThat(((Final) told.events().getFirst()).toMs()).isEqualTo(3_000);
  }

  @Test
  void flush_whileAnEarlierTurnIsCommitted_waitsForItsOwnAnswer() {
    hear(4);
    turn("a", 0, 1_000, null);
    var _ = tongue.flush(true);
    assertThat(completed("a", "one").flushed()).isZero();
    assertThat(wrong("commit_0").flushed()).isOne();
  }

  @Test
  void flush_ofNothing_isAnsweredBehindWhatIsOnItsWay() {
    hear(4);
    turn("a", 0, 1_000, null);
    var _ = tongue.flush(true);
    assertThat(wrong("commit_0").flushed()).isZero();
    assertThat(completed("a", "one").flushed()).isOne();
  }

  @Test
  void flush_answeredBeforeTheOneBefore_isAnsweredWithIt() {
    hear(2);
    var _ = started("a", 500);
    var _ = tongue.flush(true);
    var _ = tongue.flush(true);
    assertThat(wrong("commit_1").flushed()).isZero();
    var _ = committed("a", null);
    assertThat(completed("a", "one").flushed()).isEqualTo(2);
  }

  @Test
  void sound_turnWithoutAnEnd_isEndedByUs() {
    hear(3);
    var _ = started("a", 500);
    assertThat(hear(11)).noneMatch(commit(0)::equals);
    assertThat(hear(1)).contains(commit(0));
  }

  @Test
  void sound_silenceWhereTurnsAreFound_isNotCommitted() {
    assertThat(hear(60)).noneMatch(commit(0)::equals);
  }

  @Test
  void sound_modelThatFindsNoTurns_isCommittedByUs() {
    var live = open("gpt-realtime-whisper");
    var sent = new ArrayList<Frame>();
    for (var i = 0; i < 12; i++) {
      sent.addAll(live.sound(new Window(i * 16_000L, (i + 1) * 16_000L, new short[16_000])));
    }
    assertThat(sent).contains(commit(0));
    assertThat(live.read("{\"type\":\"input_audio_buffer.committed\",\"item_id\":\"a\"}").events())
        .isEmpty();
    assertThat(live.read("{\"type\":\"conversation.item.input_audio_transcription.completed\","
        + "\"item_id\":\"a\",\"transcript\":\"one\"}").events()).containsExactly(
            new SpeechStarted(0), new Final(3, 0, 12_000, List.of(new Word("one", 0, 12_000, 1))),
            new SpeechEnded(12_000));
  }

  @Test
  void isOver_end_isWhenAllIsTold() {
    hear(2);
    var _ = started("a", 500);
    assertThat(tongue.end()).last().isEqualTo(commit(0));
    assertThat(tongue.isOver()).isFalse();
    var _ = committed("a", null);
    assertThat(tongue.isOver()).isFalse();
    var _ = completed("a", "one");
    assertThat(tongue.isOver()).isTrue();
  }

  @Test
  void isOver_nothingSinceTheFlush_needsNoAnswer() {
    hear(2);
    var _ = tongue.flush(true);
    var _ = wrong("commit_0");
    assertThat(tongue.end()).isEmpty();
    assertThat(tongue.isOver()).isTrue();
  }

  @Test
  void read_complaintsWithoutMeaning_areLetPassAndCounted() {
    var complaint = OpenAiClientContract.error("invalid_request_error", "unknown_parameter");
    for (var i = 0; i < 16; i++) {
      assertThat(tongue.read(complaint)).isEqualTo(Heard.NOTHING);
    }
    assertThatThrownBy(() -> tongue.read(complaint)).isInstanceOf(Garbled.class);
  }

  @Test
  void read_itemsWithoutEnd_areGarbled() {
    hear(1);
    assertThatThrownBy(() -> {
      for (var i = 0; i < 100; i++) {
        var _ = delta("item" + i, "x");
      }
    }).isInstanceOf(Garbled.class);
  }

  @Test
  void read_textWithoutEnd_isGarbled() {
    hear(1);
    var more = "x".repeat(40_000);
    var _ = delta("a", more);
    assertThatThrownBy(() -> delta("a", more)).isInstanceOf(Garbled.class)
        .hasMessageNotContaining("xx");
  }

  @Test
  void read_timeBehindTheSound_isGarbled() {
    hear(1);
    assertThatThrownBy(() -> started("a", 60_000)).isInstanceOf(Garbled.class);
  }

  @Test
  void read_whatIsNotKnown_isLetPass() {
    assertThat(tongue.read("{\"type\":\"weather\",\"sun\":true}")).isEqualTo(Heard.NOTHING);
  }
}

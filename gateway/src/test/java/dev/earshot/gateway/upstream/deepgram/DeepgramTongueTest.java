package dev.earshot.gateway.upstream.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import dev.earshot.core.transcript.Word;
import dev.earshot.gateway.upstream.Heard;
import dev.earshot.testkit.upstream.Told;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeepgramTongueTest {
  private final DeepgramTongue tongue = new DeepgramTongue(Told.leg(3));

  @BeforeEach
  void hearTenSeconds() {
    var _ = tongue.sound(new Window(16_000, 176_000, new short[160_000]));
  }

  @Test
  void read_guess_beginsSpeechOnce() {
    assertThat(results(0, 1, "", "hello", "").events()).containsExactly(new SpeechStarted(1_000),
        new Partial(3, 1_000, 2_000, "hello"));
    assertThat(results(0, 2, "", "hello you", "").events())
        .containsExactly(new Partial(3, 1_000, 3_000, "hello you"));
  }

  @Test
  void read_final_isAnUtteranceAtOnce() {
    var one = results(0, 2, "\"is_final\":true,", "hello", word("hello", 0.5, 1.1));
    assertThat(one.events()).containsExactly(new SpeechStarted(1_500),
        new Final(3, 1_500, 2_100, List.of(new Word("Hello,", 1_500, 2_100, 0.5))));
    var next = results(2, 2, "\"is_final\":true,\"speech_final\":true,", "you", word("you", 2, 3));
    assertThat(next.events()).containsExactly(
        new Final(4, 3_000, 4_000, List.of(new Word("You,", 3_000, 4_000, 0.5))),
        new SpeechEnded(4_000));
  }

  @Test
  void read_finalWithoutWords_saysThatNothingWasSaid() {
    assertThat(results(0, 2, "\"is_final\":true,", "", "").events())
        .containsExactly(new HeardTo(3_000, false));
  }

  @Test
  void read_finalWithoutTimesOfWords_sharesTheRange() {
    var said = results(0, 2, "\"is_final\":true,", "hello you", "").events().get(1);
    assertThat(said).isEqualTo(new Final(3, 1_000, 3_000,
        List.of(new Word("hello", 1_000, 2_000, 1), new Word("you", 2_000, 3_000, 1))));
  }

  @Test
  void read_wordThatBeginsALittleEarly_isPutBehindTheLast() {
    var _ = results(0, 2, "\"is_final\":true,", "a", word("a", 0.5, 2));
    var said = (Final) results(2, 2, "\"is_final\":true,", "b", word("b", 1.9, 2.5)).events()
        .getFirst();
    assertThat(said.fromMs()).isEqualTo(3_000);
  }

  @Test
  void read_answerToAFlush_answersAllBeforeIt() {
    var _ = tongue.flush(true);
    var _ = tongue.sound(new Window(176_000, 192_000, new short[16_000]));
    var _ = tongue.flush(true);
    var told = results(0, 11, "\"is_final\":true,\"from_finalize\":true,", "", "");
    assertThat(told.flushed()).isEqualTo(2);
  }

  @Test
  void read_lateAnswerToAFlush_doesNotAnswerTheNext() {
    var _ = tongue.flush(true);
    var _ = tongue.sound(new Window(176_000, 192_000, new short[16_000]));
    var _ = tongue.flush(true);
    var told = results(0, 10, "\"is_final\":true,\"from_finalize\":true,", "", "");
    assertThat(told.flushed()).isOne();
  }

  @Test
  void isOver_metadata_onlyWhenTheEndWasAskedFor() {
    var _ = tongue.read("{\"type\":\"Metadata\"}");
    assertThat(tongue.isOver()).isFalse();
    var _ = tongue.end();
    var _ = tongue.read("{\"type\":\"Metadata\"}");
    assertThat(tongue.isOver()).isTrue();
  }

  @Test
  void read_whatIsNotKnown_isLetPass() {
    assertThat(tongue.read("{\"type\":\"Weather\",\"sun\":true}")).isEqualTo(Heard.NOTHING);
  }

  private Heard results(double start, double duration, String flags, String text, String words) {
    return tongue.read("{\"type\":\"Results\",\"start\":" + start + ",\"duration\":" + duration
        + "," + flags + "\"channel\":{\"alternatives\":[{\"transcript\":\"" + text
        + "\",\"words\":[" + words + "]}]}}");
  }

  private static String word(String text, double from, double to) {
    var shown = text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1) + ",";
    return "{\"word\":\"" + text + "\",\"start\":" + from + ",\"end\":" + to
        + ",\"confidence\":0.5,\"punctuated_word\":\"" + shown + "\"}";
  }
}

package dev.earshot.gateway.upstream.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import dev.earshot.core.transcript.Word;
import dev.earshot.gateway.upstream.Frame;
import dev.earshot.testkit.upstream.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

class VoskTongueTest {
  private final VoskTongue tongue = new VoskTongue(Told.leg(3));

  @Test
  void greeting_always_saysWhatTheSoundIs() {
    assertThat(tongue.greeting()).containsExactly(
        new Frame.Text("{\"config\":{\"sample_rate\":16000,\"words\":true}}"));
  }

  @Test
  void read_guessAndResult_areOneUtterance() {
    second(1);
    assertThat(tongue.read("{\"partial\":\"hello\"}").events()).containsExactly(
        new SpeechStarted(1_000), new Partial(3, 1_000, 2_000, "hello"));
    second(2);
    assertThat(tongue.read("{\"text\":\"hello you\",\"result\":[" + word("hello", 0.25, 0.75) + ","
        + word("you", 0.75, 1) + "]}").events()).containsExactly(
            new Final(3, 1_250, 2_000,
                List.of(new Word("hello", 1_250, 1_750, 0.5), new Word("you", 1_750, 2_000, 0.5))),
            new SpeechEnded(2_000));
  }

  @Test
  void read_resultWithoutWords_saysThatNothingWasSaid() {
    second(1);
    assertThat(tongue.read("{\"text\":\"\"}").events())
        .containsExactly(new HeardTo(2_000, false));
  }

  @Test
  void read_resultWithoutTimes_sharesTheRange() {
    second(1);
    assertThat(tongue.read("{\"text\":\"a b\"}").events().get(1)).isEqualTo(new Final(3, 1_000,
        2_000, List.of(new Word("a", 1_000, 1_500, 1), new Word("b", 1_500, 2_000, 1))));
  }

  @Test
  void isTaking_tooManyUnanswered_waitsForReplies() {
    for (var i = 0; i < VoskTongue.MOST_OPEN; i++) {
      assertThat(tongue.isTaking()).isTrue();
      assertThat(second(i)).hasSize(1);
    }
    assertThat(tongue.isTaking()).isFalse();
    assertThat(second(VoskTongue.MOST_OPEN)).isEmpty();
    assertThat(tongue.flush(true)).isEmpty();
    var first = tongue.read("{\"partial\":\"\"}");
    assertThat(first.answers()).singleElement().isInstanceOf(Frame.Samples.class);
    assertThat(tongue.read("{\"partial\":\"\"}").answers())
        .containsExactly(new Frame.Text("{\"reset\" : 1}"));
    assertThat(tongue.isTaking()).isFalse();
  }

  @Test
  void read_flush_isAnsweredByItsOwnReply() {
    second(1);
    assertThat(tongue.flush(true)).containsExactly(new Frame.Text("{\"reset\" : 1}"));
    assertThat(tongue.read("{\"partial\":\"\"}").flushed()).isZero();
    assertThat(tongue.read("{\"text\":\"\"}").flushed()).isOne();
  }

  @Test
  void read_flushWithoutAReply_isDoneWithout() {
    second(1);
    var _ = tongue.read("{\"partial\":\"\"}");
    var _ = tongue.flush(true);
    second(2);
    assertThat(tongue.read("{\"partial\":\"a\"}").flushed()).isZero();
    assertThat(tongue.isTaking()).isTrue();
  }

  @Test
  void read_replyToNothing_isGarbled() {
    assertThatThrownBy(() -> tongue.read("{\"partial\":\"\"}")).isInstanceOf(Garbled.class);
  }

  @Test
  void isOver_end_isWhenItsReplyIsThere() {
    second(1);
    assertThat(tongue.end()).containsExactly(new Frame.Text("{\"eof\" : 1}"));
    var _ = tongue.read("{\"partial\":\"\"}");
    assertThat(tongue.isOver()).isFalse();
    var _ = tongue.read("{\"text\":\"\"}");
    assertThat(tongue.isOver()).isTrue();
  }

  private List<Frame> second(int number) {
    return tongue.sound(
        new Window(number * 16_000L, (number + 1) * 16_000L, new short[16_000]));
  }

  private static String word(String text, double from, double to) {
    return "{\"word\":\"" + text + "\",\"start\":" + from + ",\"end\":" + to + ",\"conf\":0.5}";
  }
}

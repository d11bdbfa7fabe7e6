package dev.earshot.gateway.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import dev.earshot.core.transcript.Word;
import dev.earshot.gateway.upstream.Frame;
import dev.earshot.gateway.upstream.Heard;
import dev.earshot.testkit.upstream.Told;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VllmTongueTest {
  private static final Frame BEGIN = new Frame.Text("{\"type\":\"input_audio_buffer.commit\"}");
  private static final Frame FINAL = new Frame.Text(
      "{\"type\":\"input_audio_buffer.commit\",\"final\":true}");

  private final VllmTongue tongue = new VllmTongue(Told.leg(3), "m");
  private long second;

  @BeforeEach
  void begin() {
    assertThat(tongue.isReady()).isFalse();
    assertThat(tongue.read("{\"type\":\"session.created\"}").answers())
        .containsExactly(new Frame.Text("{\"type\":\"session.update\",\"model\":\"m\"}"));
    assertThat(tongue.isReady()).isTrue();
  }

  @Test
  void sound_first_beginsToGenerate() {
    assertThat(sound()).hasSize(2).first().isEqualTo(BEGIN);
    assertThat(sound()).hasSize(1);
  }

  @Test
  void read_generation_isOneUtterance() {
    sound();
    assertThat(delta("Hel").events()).containsExactly(new SpeechStarted(0),
        new Partial(3, 0, 1_000, "Hel", 3));
    assertThat(tongue.flush(true)).containsExactly(FINAL);
    var told = done("Hello");
    assertThat(told.events()).containsExactly(
        new Final(3, 0, 1_000, List.of(new Word("Hello", 0, 1_000, 1))), new SpeechEnded(1_000));
    assertThat(told.flushed()).isOne();
  }

  @Test
  void sound_whileTheLastWordIsAwaited_waits() {
    sound();
    var _ = tongue.flush(true);
    assertThat(sound()).isEmpty();
    assertThat(tongue.isTaking()).isTrue();
    assertThat(sound()).isEmpty();
    assertThat(tongue.isTaking()).isFalse();
    assertThat(done("").answers()).hasSize(3).first().isEqualTo(BEGIN);
    assertThat(tongue.isTaking()).isTrue();
  }

  @Test
  void flush_whileTheLastWordIsAwaited_isPutBehindTheSound() {
    sound();
    var _ = tongue.flush(true);
    var _ = sound();
    assertThat(tongue.flush(true)).isEmpty();
    var first = done("one");
    assertThat(first.flushed()).isOne();
    assertThat(first.answers()).hasSize(3).last().isEqualTo(FINAL);
    assertThat(done("two").flushed()).isOne();
  }

  @Test
  void flush_nothingToGenerateFrom_isAskedWithSilence() {
    sound();
    var _ = tongue.flush(true);
    var _ = done("");
    assertThat(tongue.flush(true)).hasSize(3).startsWith(BEGIN).endsWith(FINAL);
    var told = done("");
    assertThat(told.flushed()).isOne();
    assertThat(told.events()).containsExactly(new HeardTo(1_000, false));
  }

  @Test
  void sound_twelveSeconds_endTheGeneration() {
    for (var i = 0; i < 11; i++) {
      assertThat(sound()).doesNotContain(FINAL);
    }
    assertThat(sound()).endsWith(FINAL);
  }

  @Test
  void isOver_end_isWhenTheLastWordIsThere() {
    sound();
    assertThat(tongue.end()).containsExactly(FINAL);
    assertThat(tongue.isOver()).isFalse();
    var _ = done("one");
    assertThat(tongue.isOver()).isTrue();
  }

  @Test
  void isOver_endWithSoundThatWaits_isBehindIt() {
    sound();
    var _ = tongue.flush(true);
    var _ = sound();
    assertThat(tongue.end()).isEmpty();
    assertThat(done("one").answers()).endsWith(FINAL);
    assertThat(tongue.isOver()).isFalse();
    var _ = done("two");
    assertThat(tongue.isOver()).isTrue();
  }

  @Test
  void read_error_endsTheLeg() {
    assertThatThrownBy(() -> error("processing_error")).isInstanceOf(Lost.class);
    assertThatThrownBy(() -> error("model_not_validated")).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> error("none that we know")).isInstanceOf(Lost.class);
  }

  private List<Frame> sound() {
    return tongue.sound(new Window(second * 16_000, ++second * 16_000, new short[16_000]));
  }

  private Heard delta(String more) {
    return tongue.read("{\"type\":\"transcription.delta\",\"delta\":\"" + more + "\"}");
  }

  private Heard done(String all) {
    return tongue.read("{\"type\":\"transcription.done\",\"text\":\"" + all + "\"}");
  }

  private Heard error(String code) {
    return tongue.read("{\"type\":\"error\",\"error\":\"no\",\"code\":\"" + code + "\"}");
  }
}

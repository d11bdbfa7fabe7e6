package dev.earshot.load.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What devices send, and where to.
class ShapeTest {
  @Test
  void isSpeech_withADuty_isThatShareOfEachTenSeconds() {
    var shape = new Shape(20, Codec.PCM16, 16_000, 0.4);

    assertThat(LongStream.range(0, 5_000).filter(frame -> shape.isSpeech(frame, 3_333)).count())
        .isEqualTo(2_000);
  }

  @Test
  void shape_thatCannotBe_isRefusedWithWhatIsExpected() {
    assertThatThrownBy(() -> Shape.pcm(5)).hasMessage("frame: 5 (expected: 10..100 ms)");
    assertThatThrownBy(() -> Shape.opus(100))
        .hasMessage("frame: 100 (expected: 20, 40 or 60 ms of Opus)");
    assertThatThrownBy(() -> new Shape(20, Codec.PCM16, 44_100, 1))
        .hasMessage("rate: 44100 (expected: 8000, 16000, 24000 or 48000 hertz)");
    assertThatThrownBy(() -> new Shape(20, Codec.PCM16, 16_000, 1.5))
        .hasMessage("duty: 1.5 (expected: 0..1)");
  }

  @Test
  void address_withoutAPath_isTheDialects() {
    var bare = new Target(URI.create("ws://127.0.0.1:8080"), Dialect.DEEPGRAM, "k");

    assertThat(bare.address(Shape.opus(20))).hasToString("ws://127.0.0.1:8080/v1/listen"
        + "?encoding=opus&sample_rate=16000&channels=1&interim_results=true");
  }

  @Test
  void address_withAPathAndAQuery_isTakenAsItIs() {
    var own = new Target(URI.create("wss://asr.example/stream?lang=de"), Dialect.DEEPGRAM, "k");

    assertThat(own.address(Shape.pcm(20))).hasToString("wss://asr.example/stream?lang=de");
    assertThat(own.port()).isEqualTo(443);
  }

  @Test
  void target_thatIsNoWebSocket_isRefused() {
    assertThatThrownBy(() -> new Target(URI.create("http://a"), Dialect.LISTEN, ""))
        .hasMessage("url: http://a (expected: ws://HOST or wss://HOST)");
  }
}

package dev.earshot.gateway.upstream.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.config.GatewayConfig.Engine;
import dev.earshot.gateway.upstream.UpstreamLimits;
import dev.earshot.gateway.upstream.wire.Wires;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.testkit.SpeechSample;
import dev.earshot.testkit.WordErrors;
import dev.earshot.testkit.upstream.Told;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/// The client calls another Earshot that really hears.
@Timeout(120)
class SphinxChainTest {
  /// Of a machine that does other things too.
  private static final UpstreamLimits PATIENT = UpstreamLimits.USUAL
      .alive(Duration.ofSeconds(1), Duration.ofSeconds(60))
      .answers(Duration.ofSeconds(2), Duration.ofSeconds(60));

  @TempDir
  private Path data;

  @Test
  void transcribe_speech_isHeardByTheOtherHouse() {
    try (var house = TestHouse.open(data, Engine.SPHINX); var wires = Wires.open()) {
      var clip = SpeechSample.named("vm-sorry-16k");
      var chain = DeepgramRecogniser.of(wires, URI.create("ws://127.0.0.1:" + house.port()),
          TestHouse.KEY, "nova-3", DeepgramRecogniserTest.atAnyPace(), PATIENT);

      var told = new Told(Told.await(
          chain.transcribe(Told.leg(0), Flux.fromIterable(clip.windows())).collectList()));

      var text = String.join(" ", told.words());
      assertThat(WordErrors.between(clip.text(), text).percent()).as(text).isLessThan(35);
      assertThat(told.finals().getLast().toMs()).isBetween(1_800L, clip.wav().millis());
    }
  }
}

package dev.earshot.gateway.upstream.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.Packets;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.gateway.audio.OpusFrames;
import dev.earshot.gateway.upstream.UpstreamLimits;
import dev.earshot.gateway.upstream.wire.Wires;
import dev.earshot.testkit.upstream.OpusEar;
import dev.earshot.testkit.upstream.ScriptedDeepgram;
import dev.earshot.testkit.upstream.ScriptedUpstream;
import dev.earshot.testkit.upstream.Sentinels;
import dev.earshot.testkit.upstream.UpstreamContract;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

/// What the client of Deepgram keeps for samples it keeps for packets of Opus too: each window of the
/// contract's comes as five packets that say what its samples said.
@Timeout(120)
class DeepgramOpusTest implements UpstreamContract {
  private static final String KEY = "s3cret";
  private static final int PACKETS = 5;
  private static final Wires WIRES = Wires.open();

  private final List<byte[]> arrived = new ArrayList<>();
  private final ScriptedUpstream server = ScriptedUpstream
      .open(new ScriptedDeepgram(KEY, arrived::add));

  @AfterEach
  void closeServer() {
    server.close();
  }

  @AfterAll
  static void closeWires() {
    WIRES.close();
  }

  @Override
  public ScriptedUpstream server() {
    return server;
  }

  @Override
  public Recogniser recogniser() {
    return new OfPackets(DeepgramRecogniser.of(WIRES, server.uri(), KEY, "nova-3",
        DeepgramRecogniserTest.atAnyPace().withPackets(true),
        UpstreamLimits.USUAL.answers(Duration.ofSeconds(1), Duration.ofSeconds(2))));
  }

  @Test
  void transcribe_packets_arriveAsTheyWereOneAMessage() {
    assertThat(hear(Sentinels.seconds(3)).words()).isEqualTo(Sentinels.words(0, 3));

    assertThat(server.calls().getFirst().query()).containsEntry("encoding", "opus")
        .containsEntry("sample_rate", "16000");
    assertThat(arrived).containsExactlyElementsOf(Sentinels.packets(3));
  }

  /// The clock of Opus is that of its samples, whatever it was made of.
  @Override
  @Test
  public void transcribe_clientsRate_isTheRateOfTheClock() {
    var last = hear(Sentinels.seconds(4)).finals().getLast();
    assertThat(last.toMs()).isBetween(3_500L, 4_000L);
  }

  /// Gives the recogniser packets in place of samples.
  private record OfPackets(Recogniser recogniser) implements Recogniser {
    @Override
    public Capabilities capabilities() {
      return recogniser.capabilities();
    }

    @Override
    public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
      var packed = new Leg(leg.stream(), new AudioFormat(Codec.OPUS_FS320, 8_000), leg.language(),
          leg.firstUtterance(), leg.engines(), true);
      return recogniser.transcribe(packed, sound.map(next -> switch (next) {
        case Window window -> packed(window);
        case Sound.Flush flush -> flush;
      }));
    }

    private static Window packed(Window window) {
      var value = window.pcm()[0];
      var bytes = new ByteArrayOutputStream();
      for (var i = 0; i < PACKETS; i++) {
        var number = (int) (window.fromSample() / 320) + i;
        var packet = value == 0 ? new byte[]{0x48, 0, 0} : OpusEar.sentinel(value - 1, number);
        bytes.write(packet.length);
        bytes.writeBytes(packet);
      }
      return Window.packed(window.fromSample(), window.toSample(),
          new Packets(0, bytes.toByteArray(), () -> new OpusFrames(Codec.OPUS_FS320)));
    }
  }
}

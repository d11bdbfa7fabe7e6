package dev.earshot.gateway.upstream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.gateway.upstream.UpstreamLimits;
import dev.earshot.gateway.upstream.deepgram.DeepgramRecogniser;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.TestCertificates;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.testkit.upstream.Fault;
import dev.earshot.testkit.upstream.Protocol;
import dev.earshot.testkit.upstream.ScriptedUpstream;
import dev.earshot.testkit.upstream.Sentinels;
import dev.earshot.testkit.upstream.ServerLine;
import dev.earshot.testkit.upstream.Told;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

@ExtendWith(CleanLog.class)
@Timeout(60)
class WiresTest {
  @TempDir
  private Path data;

  @Test
  void open_nobodyThere_isLost() throws IOException {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (var wires = Wires.open()) {
      assertThat(failure(at(wires, "ws://127.0.0.1:" + free))).isInstanceOf(Lost.class)
          .hasMessageContaining("ws://127.0.0.1:" + free);
      assertThat(failure(at(wires, "ws://nowhere.invalid"))).isInstanceOf(Lost.class);
    }
  }

  @Test
  void open_trustedCertificate_isHeard() {
    var certificate = new TestCertificates(data).make("other");
    try (
        var house = TestHouse.open(data.resolve("house"), certificate, Duration.ofHours(1));
        var wires = Wires.open(WireLimits.USUAL, certificate.certificate())) {
      var told = at(wires, "https://localhost:" + house.house().securePort().orElseThrow())
          .transcribe(Told.leg(0), Flux.fromIterable(Sentinels.seconds(2)))
          .collectList();
      assertThat(new Told(Told.await(told)).words()).isEqualTo(Sentinels.words(0, 2));
    }
  }

  @Test
  void open_certificateOfAStranger_isLost() {
    var certificate = new TestCertificates(data).make("other");
    try (
        var house = TestHouse.open(data.resolve("house"), certificate, Duration.ofHours(1));
        var wires = Wires.open()) {
      assertThat(failure(at(wires, "wss://localhost:" + house.house().securePort().orElseThrow())))
          .isInstanceOf(Lost.class);
    }
  }

  @Test
  void close_openLeg_isLost() {
    var heard = new CopyOnWriteArrayList<String>();
    try (var server = ScriptedUpstream.open(new Listener(heard)); var wires = Wires.open()) {
      var sound = Flux.fromIterable(Sentinels.seconds(1)).concatWith(Flux.never());
      Runnable hangUp = wires::close;
      var broken = Told.failure(at(wires, server.uri().toString())
          .transcribe(Told.leg(0), sound)
          .mergeWith(Flux.defer(() -> {
            Told.until(() -> heard.contains("sound"));
            hangUp.run();
            return Flux.empty();
          }).ofType(dev.earshot.core.transcript.TranscriptEvent.class)));
      assertThat(broken).isInstanceOf(Lost.class);
    }
  }

  @Test
  void transcribe_noSound_keepsTheWireAlive() {
    var heard = new CopyOnWriteArrayList<String>();
    try (var server = ScriptedUpstream.open(new Listener(heard)); var wires = Wires.open()) {
      var sound = Flux.fromIterable(Sentinels.seconds(1)).concatWith(Flux.never());
      var leg = at(wires, server.uri().toString()).transcribe(Told.leg(0), sound).subscribe();
      Told.until(() -> heard.stream().filter("{\"type\":\"KeepAlive\"}"::equals).count() == 2);
      leg.dispose();
      Told.until(() -> server.open() == 0);
    }
  }

  /// A server that takes every call and says nothing.
  private record Listener(List<String> heard) implements Protocol {
    @Override
    public Fault.@Nullable Answer refuses(dev.earshot.testkit.upstream.Call call) {
      return null;
    }

    @Override
    public Conversation begin(dev.earshot.testkit.upstream.Call call, ServerLine line) {
      return new Conversation() {
        @Override
        public void text(String text) {
          heard.add(text);
        }

        @Override
        public void bytes(byte[] bytes) {
          heard.add("sound");
        }
      };
    }
  }

  private static Throwable failure(Recogniser recogniser) {
    return Told.failure(recogniser.transcribe(Told.leg(0), Flux.never()));
  }

  private static Recogniser at(Wires wires, String url) {
    var usual = DeepgramRecogniser.CAPABILITIES;
    var lively = new Capabilities("deepgram", usual.languages(), true, true, usual.feed(),
        new Capabilities.Session(Duration.ofMillis(300), Duration.ofHours(1), 50),
        usual.tariff());
    return DeepgramRecogniser.of(wires, URI.create(url), TestHouse.KEY, "nova-3", lively,
        UpstreamLimits.USUAL);
  }
}

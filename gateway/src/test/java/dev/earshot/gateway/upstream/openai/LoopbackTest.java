package dev.earshot.gateway.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.upstream.wire.Wires;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.testkit.upstream.ChainContract;
import dev.earshot.testkit.upstream.Told;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/// The client calls another Earshot, which speaks OpenAI's protocol: a chain of two. Here that one finds where
/// turns end.
@ExtendWith(CleanLog.class)
@Timeout(120)
class LoopbackTest implements ChainContract {
  @TempDir
  private Path data;
  private TestHouse house;
  private Wires wires;

  @BeforeEach
  void open() {
    house = TestHouse.open(data, SocketLimits.DEFAULT);
    wires = Wires.open();
  }

  @AfterEach
  void close() {
    wires.close();
    house.close();
  }

  /// By which it is decided who finds the turns.
  String model() {
    return "gpt-4o-transcribe";
  }

  @Override
  public Recogniser recogniser() {
    return OpenAiRecogniser.of(wires, URI.create("http://127.0.0.1:" + house.port()),
        TestHouse.KEY, model(), Variant.OPENAI);
  }

  @Override
  public int calls() {
    return house.openStreams();
  }

  @Override
  public int openCalls() {
    return house.openStreams();
  }

  @Test
  void transcribe_wrongKey_isRefused() {
    var stranger = OpenAiRecogniser.of(wires, URI.create("ws://127.0.0.1:" + house.port()),
        "no-" + CleanLog.SECRET, model(), Variant.OPENAI);
    assertThat(Told.failure(stranger.transcribe(Told.leg(0), Flux.never())))
        .isInstanceOf(Refused.class)
        .hasMessageNotContaining(CleanLog.SECRET);
  }
}

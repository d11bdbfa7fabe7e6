package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.scripted.Script;
import dev.earshot.core.scripted.ScriptedRecogniser;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/// How a stream ends whose recogniser, client or server does not play its part.
class StreamEndTest extends VirtualTime {
  @Test
  void lastWords_neverCome_endTheStreamAfterTenSeconds() {
    var channel = stream(new Ear(sound -> sound.thenMany(Flux.never())));
    channel.writeInbound(new TextWebSocketFrame("{\"type\":\"finish\"}"));

    pass(channel, Duration.ofSeconds(10));

    assertThat(closeOf(channel)).isEqualTo(1_000);
  }

  @Test
  void lastWords_neverCome_leaveNoStreamOpen() {
    var channel = stream(new Ear(sound -> sound.thenMany(Flux.never())));
    channel.writeInbound(new TextWebSocketFrame("{\"type\":\"finish\"}"));

    pass(channel, Duration.ofSeconds(10));

    assertThat(streams.count()).isZero();
  }

  @Test
  void idle_clientHasVanishedToo_endsOnce() {
    var channel = stream(new Ear(sound -> sound.thenMany(Flux.never())));
    pass(channel, Duration.ofSeconds(100));
    channel.pipeline().fireChannelInactive();

    pass(channel, Duration.ofSeconds(10));

    assertThat(streams.count()).isZero();
  }

  @Test
  void drain_whileOpening_leavesNoBeatBehind() {
    streams.drain();

    var channel = stream(scripted());
    texts(channel);
    pass(channel, Duration.ofSeconds(30));

    assertThat(texts(channel)).isEmpty();
  }

  @Test
  void recogniser_fails_closes1011() {
    var channel = stream(new ScriptedRecogniser(
        Script.failing(Script.Fault.LOST, Duration.ofSeconds(1)), ticks));

    sound(channel, 20);

    assertThat(closeOf(channel)).isEqualTo(1_011);
  }

  @Test
  void recogniser_isBusy_closes1013() {
    var channel = stream(new ScriptedRecogniser(
        Script.failing(Script.Fault.BUSY, Duration.ofSeconds(1)), ticks));

    sound(channel, 20);

    assertThat(closeOf(channel)).isEqualTo(1_013);
  }
}

package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/// The socket is read as fast as the recogniser listens.
class SoundDemandTest extends VirtualTime {
  @Test
  void sound_nobodyAsksForMore_isNotRead() {
    var reads = new AtomicInteger();
    var channel = stream(new Ear(sound -> Flux.create(_ -> sound.subscribe(new OneByOne()))));
    channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
      @Override
      public void read(ChannelHandlerContext ctx) {
        reads.incrementAndGet();
      }
    });
    sound(channel, 1);
    reads.set(0);

    sound(channel, 50); // each with a readComplete behind it

    assertThat(reads).hasValue(0);
  }

  @Test
  void sound_askedForAgain_isReadOnlyWhenNothingWaits() {
    var reads = new AtomicInteger();
    var reader = new OneByOne();
    var channel = stream(new Ear(sound -> Flux.create(_ -> sound.subscribe(reader))));
    sound(channel, 3);
    channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
      @Override
      public void read(ChannelHandlerContext ctx) {
        reads.incrementAndGet();
      }
    });

    reader.request(1); // one still waits
    reader.request(1); // nothing waits, nothing is asked for
    reader.request(1);

    assertThat(reads).hasValue(1);
  }
}

package dev.earshot.gateway.socket;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.scripted.ScriptedRecogniser;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.gateway.admission.StreamsPerAccount;
import dev.earshot.gateway.console.Console;
import dev.earshot.gateway.dialect.Entrance;
import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.dialect.device.DeviceEntrance;
import dev.earshot.gateway.ops.Meters;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.MemoryBooks;
import dev.earshot.gateway.wire.Room;
import dev.earshot.testkit.MemoryStore;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

/// One connection without a wire, on a clock that the test turns.
@Timeout(30)
@ExtendWith(CleanLog.class)
abstract class VirtualTime {
  private static final AccountId ACCOUNT = new AccountId("ann");

  private final MockTicker ticker = Ticker.newMockTicker();
  final VirtualTimeScheduler ticks = VirtualTimeScheduler.create();
  private final List<EmbeddedChannel> channels = new ArrayList<>();
  final OpenStreams streams = new OpenStreams(new Meters());

  @AfterEach
  void close() {
    channels.forEach(EmbeddedChannel::finishAndReleaseAll);
  }

  /// A recogniser of one expression.
  record Ear(Function<Flux<Sound>, Flux<TranscriptEvent>> hears) implements Recogniser {
    @Override
    public Capabilities capabilities() {
      return new Capabilities("ear", Set.of(), true, true, Duration.ofSeconds(1), 1);
    }

    @Override
    public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
      return hears.apply(sound);
    }
  }

  /// A recogniser that takes its time: asks for one sound, then waits to be told.
  static final class OneByOne extends BaseSubscriber<Sound> {
    final List<Sound> heard = new ArrayList<>();

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      request(1);
    }

    @Override
    protected void hookOnNext(Sound sound) {
      heard.add(sound);
    }
  }

  EmbeddedChannel handshake() {
    return channel(new HandshakeDeadline(SocketLimits.DEFAULT.handshake()));
  }

  EmbeddedChannel stream(Recogniser recogniser) {
    return stream(recogniser, DeviceEntrance.withHeader(scripted().capabilities(),
        InstantSource.system()));
  }

  EmbeddedChannel browser() {
    return stream(scripted(), DeviceEntrance.withMessage(scripted().capabilities(),
        InstantSource.system()));
  }

  EmbeddedChannel stream(Recogniser recogniser, DeviceEntrance entrance) {
    return stream(recogniser, entrance, new Request("/",
        Map.of("codec", List.of("pcm16"), "sample_rate", List.of("16000")), "Bearer key"));
  }

  EmbeddedChannel stream(Recogniser recogniser, Entrance entrance, Request request) {
    var wish = entrance.open(request);
    var store = new MemoryStore();
    store.accounts().admit(ACCOUNT, "key").block();
    store.accounts().grant(ACCOUNT, MonthlyGrant.unlimited()).block();
    var clock = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
    var transcription = MemoryBooks.transcription(recogniser, store, clock);
    var desk = new StreamDesk(new Console(), List.of(entrance), List.of(), Room.forAll(),
        Room.gate(store), new StreamsPerAccount(10), Room.credit(store, clock), transcription,
        () -> new StreamId(new UUID(1, 2)), streams, new Meters());
    return channel(new FrameHandler(desk, SocketLimits.DEFAULT,
        new Visit(new StreamId(new UUID(1, 2)), entrance.spoken(), wish, null)));
  }

  EmbeddedChannel channel(ChannelHandler handler) {
    var channel = EmbeddedChannel.builder().ticker(ticker).handlers(handler).build();
    channels.add(channel);
    return channel;
  }

  Recogniser scripted() {
    return new ScriptedRecogniser(Script.FLAWLESS, ticks);
  }

  /// Time goes from one task to the next.
  void pass(EmbeddedChannel channel, Duration time) {
    var end = ticker.nanoTime() + time.toNanos();
    while (ticker.nanoTime() < end) {
      channel.runPendingTasks();
      var next = channel.runScheduledPendingTasks();
      var rest = end - ticker.nanoTime();
      ticker.advance(next < 0 ? rest : Math.clamp(next, 1, rest), TimeUnit.NANOSECONDS);
    }
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  static void sound(EmbeddedChannel channel, int windows) {
    for (var i = 0; i < windows; i++) {
      channel.writeInbound(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[3_200])));
    }
  }

  static PingWebSocketFrame ping(String content) {
    return new PingWebSocketFrame(Unpooled.copiedBuffer(content, StandardCharsets.UTF_8));
  }

  static void writable(EmbeddedChannel channel, boolean writable) {
    Objects.requireNonNull(channel.unsafe().outboundBuffer())
        .setUserDefinedWritability(1, writable);
    channel.runPendingTasks();
  }

  /// What was said since the last look.
  static List<WebSocketFrame> said(EmbeddedChannel channel) {
    var frames = new ArrayList<WebSocketFrame>();
    for (WebSocketFrame frame = channel.readOutbound(); frame != null; frame = channel
        .readOutbound()) {
      frames.add(frame);
    }
    return frames;
  }

  static List<String> texts(EmbeddedChannel channel) {
    var texts = new ArrayList<String>();
    for (var frame : said(channel)) {
      if (frame instanceof TextWebSocketFrame text) {
        texts.add(text.text());
      }
      frame.release();
    }
    return texts;
  }

  static List<String> pongs(EmbeddedChannel channel) {
    var pongs = new ArrayList<String>();
    for (var frame : said(channel)) {
      if (frame instanceof PongWebSocketFrame pong) {
        pongs.add(pong.content().toString(StandardCharsets.UTF_8));
      }
      frame.release();
    }
    return pongs;
  }

  /// The code of the close frame, or 0.
  static int closeOf(EmbeddedChannel channel) {
    return Integer.parseInt(closeTextOf(channel).split(" ", 2)[0]);
  }

  /// Code and text of the close frame; 0 where there is none.
  static String closeTextOf(EmbeddedChannel channel) {
    var text = "0";
    for (var frame : said(channel)) {
      if (frame instanceof CloseWebSocketFrame close) {
        text = close.statusCode() + " " + close.reasonText();
      }
      frame.release();
    }
    return text;
  }
}

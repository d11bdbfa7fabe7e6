package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.dialect.device.DeviceEntrance;
import dev.earshot.gateway.ops.Meters;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.MemoryBooks;
import dev.earshot.testkit.MemoryStore;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

/// What happens after ten seconds, and after ninety.
@Timeout(30)
@ExtendWith(CleanLog.class)
class VirtualTimeTest {
  private static final AccountId ACCOUNT = new AccountId("ann");

  private final MockTicker ticker = Ticker.newMockTicker();
  private final VirtualTimeScheduler ticks = VirtualTimeScheduler.create();
  private final List<EmbeddedChannel> channels = new ArrayList<>();
  private final OpenStreams streams = new OpenStreams(new Meters());

  @AfterEach
  void close() {
    channels.forEach(EmbeddedChannel::finishAndReleaseAll);
  }

  @Test
  void heartbeat_fromTheStart_comesAtOnce() {
    assertThat(texts(stream(scripted()))).startsWith("ping");
  }

  @Test
  void heartbeat_everyTenSeconds_comesAgain() {
    var channel = stream(scripted());
    texts(channel);

    pass(channel, Duration.ofSeconds(30));

    assertThat(texts(channel)).containsExactly("ping", "ping", "ping");
  }

  @Test
  void heartbeat_beforeItsTime_doesNotCome() {
    var channel = stream(scripted());
    texts(channel);

    pass(channel, Duration.ofMillis(9_999));

    assertThat(texts(channel)).isEmpty();
  }

  @Test
  void idle_ninetySecondsBehindTheLastFrame_isNotOverYet() {
    var channel = stream(scripted());
    pass(channel, Duration.ofSeconds(5));
    channel.writeInbound(new PongWebSocketFrame());

    pass(channel, Duration.ofSeconds(90));

    assertThat(closeOf(channel)).isZero();
  }

  @Test
  void idle_atTheBeatBehindNinetySeconds_closes1001() {
    var channel = stream(scripted());
    pass(channel, Duration.ofSeconds(5));
    channel.writeInbound(new PongWebSocketFrame());

    pass(channel, Duration.ofSeconds(95));

    assertThat(closeOf(channel)).isEqualTo(1_001);
  }

  @Test
  void idle_clientDoesNotClose_isCutOffTwoSecondsLater() {
    var channel = stream(scripted());
    pass(channel, Duration.ofSeconds(100));

    pass(channel, Duration.ofSeconds(2));

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void idle_soundIsHeldBack_doesNotCount() {
    var channel = stream(new Ear(_ -> Flux.never())); // asks for nothing
    sound(channel, 3);

    pass(channel, Duration.ofSeconds(200));

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void unread_twentySeconds_closes1008() {
    var channel = stream(scripted());
    writable(channel, false);

    pass(channel, Duration.ofSeconds(20));

    assertThat(closeOf(channel)).isEqualTo(1_008);
  }

  @Test
  void unread_forAWhile_isForgivenWhenReadAgain() {
    var channel = stream(scripted());
    writable(channel, false);
    pass(channel, Duration.ofSeconds(15));

    writable(channel, true);
    pass(channel, Duration.ofSeconds(15));

    assertThat(closeOf(channel)).isZero();
  }

  @Test
  void unread_wordsCome_areNotWritten() {
    var channel = stream(scripted());
    texts(channel);
    writable(channel, false);

    sound(channel, 50);

    assertThat(texts(channel)).hasSizeLessThanOrEqualTo(1); // one may be under way
  }

  @Test
  void unread_readAgain_tellsEverythingThatWaited() {
    var channel = stream(scripted());
    writable(channel, false);
    sound(channel, 50);

    writable(channel, true);

    assertThat(texts(channel)).anyMatch(text -> text.contains("w0 w1 w2 w3 w4"));
  }

  @Test
  void quietWire_beforeItsTime_saysNothing() {
    var channel = stream(scripted());
    sound(channel, 20);
    texts(channel);

    pass(channel, Duration.ofMillis(599));

    assertThat(texts(channel)).isEmpty();
  }

  @Test
  void quietWire_after600Milliseconds_makesAFinal() {
    var channel = stream(scripted());
    sound(channel, 20);

    pass(channel, Duration.ofMillis(600));

    assertThat(texts(channel)).anyMatch(text -> text.contains("\"is_final\":true"));
  }

  @Test
  void quietWire_soundGoesOn_saysNothing() {
    var channel = stream(scripted());
    for (var i = 0; i < 30; i++) {
      sound(channel, 1);
      pass(channel, Duration.ofMillis(599));
    }

    assertThat(texts(channel)).noneMatch(text -> text.contains("\"is_final\":true"));
  }

  @Test
  void quietWire_soundIsHeldBack_makesNoFinalOfIt() {
    var reader = new OneByOne();
    var channel = stream(new Ear(sound -> Flux.create(_ -> sound.subscribe(reader))));
    sound(channel, 2);

    pass(channel, Duration.ofSeconds(4));
    reader.request(10);

    assertThat(reader.heard).hasOnlyElementsOfType(Sound.Window.class);
  }

  private record Ear(Function<Flux<Sound>, Flux<TranscriptEvent>> hears) implements Recogniser {
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
  private static final class OneByOne extends BaseSubscriber<Sound> {
    private final List<Sound> heard = new ArrayList<>();

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      request(1);
    }

    @Override
    protected void hookOnNext(Sound sound) {
      heard.add(sound);
    }
  }

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

  @Test
  void ping_withinASecondOfAnother_isAnsweredWhenItIsOver() {
    var channel = stream(scripted());
    channel.writeInbound(ping("1"), ping("2"), ping("3"));

    pass(channel, Duration.ofSeconds(1));

    assertThat(pongs(channel)).containsExactly("1", "3");
  }

  @Test
  void ping_afterTheClose_isNotAnswered() {
    var channel = stream(scripted());
    pass(channel, Duration.ofSeconds(100));

    channel.writeInbound(ping("1"));

    assertThat(pongs(channel)).isEmpty();
  }

  @Test
  void key_justBeforeItsTime_isStillAwaited() {
    var channel = browser();

    pass(channel, Duration.ofMillis(4_999));
    channel.writeInbound(new TextWebSocketFrame("{\"type\":\"auth\",\"token\":\"key\"}"));
    sound(channel, 20);

    assertThat(texts(channel)).contains("{\"type\":\"auth_response\",\"success\":true}")
        .anyMatch(text -> text.contains("w0 w1"));
  }

  @Test
  void key_inTime_isNotLateFiveSecondsOn() {
    var channel = browser();
    channel.writeInbound(new TextWebSocketFrame("{\"type\":\"auth\",\"token\":\"key\"}"));

    pass(channel, Duration.ofSeconds(60));

    assertThat(closeOf(channel)).isZero();
  }

  @Test
  void key_neverComes_closesAfterFiveSecondsWithItsReason() {
    var channel = browser();

    pass(channel, Duration.ofSeconds(5));

    assertThat(closeTextOf(channel)).isEqualTo("1008 Auth timeout");
    assertThat(streams.count()).isZero();
  }

  @Test
  void key_onlySignsOfLifeCome_isLateAllTheSame() {
    var channel = browser();
    for (var i = 0; i < 4; i++) {
      pass(channel, Duration.ofSeconds(1));
      channel.writeInbound(new TextWebSocketFrame("ping"), ping("1"));
    }

    pass(channel, Duration.ofSeconds(1));

    assertThat(closeOf(channel)).isEqualTo(1_008);
  }

  @Test
  void handshake_withinItsTime_isLeftAlone() {
    var channel = handshake();

    pass(channel, Duration.ofMillis(9_999));

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void handshake_tooSlow_isCutOff() {
    var channel = handshake();

    pass(channel, Duration.ofSeconds(10));

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void handshake_done_isLeftAloneForEver() {
    var channel = handshake();
    channel.pipeline().remove(HandshakeDeadline.class);

    pass(channel, Duration.ofSeconds(1_000));

    assertThat(channel.isOpen()).isTrue();
  }

  private EmbeddedChannel handshake() {
    return channel(new HandshakeDeadline(SocketLimits.DEFAULT.handshake()));
  }

  private EmbeddedChannel stream(Recogniser recogniser) {
    return stream(recogniser, DeviceEntrance.withHeader(scripted().capabilities(),
        InstantSource.system()));
  }

  private EmbeddedChannel browser() {
    return stream(scripted(), DeviceEntrance.withMessage(scripted().capabilities(),
        InstantSource.system()));
  }

  private EmbeddedChannel stream(Recogniser recogniser, DeviceEntrance entrance) {
    var wish = entrance.open(new Request("/",
        Map.of("codec", List.of("pcm16"), "sample_rate", List.of("16000")), "Bearer key"));
    var store = new MemoryStore();
    store.accounts().admit(ACCOUNT, "key").block();
    store.accounts().grant(ACCOUNT, MonthlyGrant.unlimited()).block();
    var clock = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
    var transcription = MemoryBooks.transcription(recogniser, store, clock);
    var desk = new StreamDesk(new Console(), List.of(entrance), Room.forAll(), store.accounts(),
        new StreamsPerAccount(10), transcription,
        () -> new StreamId(new UUID(1, 2)), streams, new Meters());
    return channel(new FrameHandler(desk, SocketLimits.DEFAULT, wish));
  }

  private EmbeddedChannel channel(ChannelHandler handler) {
    var channel = EmbeddedChannel.builder().ticker(ticker).handlers(handler).build();
    channels.add(channel);
    return channel;
  }

  private Recogniser scripted() {
    return new ScriptedRecogniser(Script.FLAWLESS, ticks);
  }

  /// Time goes from one task to the next.
  private void pass(EmbeddedChannel channel, Duration time) {
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

  private static void sound(EmbeddedChannel channel, int windows) {
    for (var i = 0; i < windows; i++) {
      channel.writeInbound(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[3_200])));
    }
  }

  private static PingWebSocketFrame ping(String content) {
    return new PingWebSocketFrame(Unpooled.copiedBuffer(content, StandardCharsets.UTF_8));
  }

  private static void writable(EmbeddedChannel channel, boolean writable) {
    Objects.requireNonNull(channel.unsafe().outboundBuffer())
        .setUserDefinedWritability(1, writable);
    channel.runPendingTasks();
  }

  /// What was said since the last look.
  private static List<WebSocketFrame> said(EmbeddedChannel channel) {
    var frames = new ArrayList<WebSocketFrame>();
    for (WebSocketFrame frame = channel.readOutbound(); frame != null; frame = channel
        .readOutbound()) {
      frames.add(frame);
    }
    return frames;
  }

  private static List<String> texts(EmbeddedChannel channel) {
    var texts = new ArrayList<String>();
    for (var frame : said(channel)) {
      if (frame instanceof TextWebSocketFrame text) {
        texts.add(text.text());
      }
      frame.release();
    }
    return texts;
  }

  private static List<String> pongs(EmbeddedChannel channel) {
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
  private static int closeOf(EmbeddedChannel channel) {
    return Integer.parseInt(closeTextOf(channel).split(" ", 2)[0]);
  }

  /// Code and text of the close frame; 0 where there is none.
  private static String closeTextOf(EmbeddedChannel channel) {
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

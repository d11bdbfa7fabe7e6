package dev.earshot.gateway.socket;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.gateway.admission.StreamsPerAccount;
import dev.earshot.gateway.auth.Gatekeeper;
import dev.earshot.gateway.auth.HandshakeRate;
import dev.earshot.gateway.auth.KeyWatch;
import dev.earshot.gateway.auth.Origins;
import dev.earshot.gateway.auth.TokenKey;
import dev.earshot.gateway.auth.Tokens;
import dev.earshot.gateway.console.Console;
import dev.earshot.gateway.dialect.deepgram.GrantEndpoint;
import dev.earshot.gateway.dialect.deepgram.ListenEntrance;
import dev.earshot.gateway.dialect.deepgram.Minting.Minted;
import dev.earshot.gateway.dialect.device.DeviceEntrance;
import dev.earshot.gateway.dialect.openai.ClientSecrets;
import dev.earshot.gateway.dialect.openai.Minting.Outcome;
import dev.earshot.gateway.dialect.openai.OpenAiEntrance;
import dev.earshot.gateway.ops.Meters;
import dev.earshot.gateway.wire.MemoryBooks;
import dev.earshot.gateway.wire.Room;
import dev.earshot.testkit.MemoryStore;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/// One connection without a wire, on a clock of its own: bytes go through the real pipeline, a piece when
/// the server wants to read one, then the client says nothing more until the server has closed.
final class Knock {
  private static final AccountId ACCOUNT = new AccountId("ann");
  private static final StreamId STREAM = new StreamId(new UUID(1, 2));
  private static final InstantSource CLOCK = InstantSource.fixed(
      Instant.parse("2026-11-22T12:00:00Z"));
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Meters METERS = new Meters();
  private static final Console CONSOLE = new Console();
  private static final Tokens TOKENS = new Tokens(
      TokenKey.parse(Base64.getEncoder().encodeToString(new byte[32])), CLOCK);
  private static final int ANY_RATE = 1_000_000;
  /// Nobody has to wait because of the pace, or for the turn of a read: time stands still while bytes come.
  private static final SocketLimits LIMITS = SocketLimits.DEFAULT
      .at(new Pace(1_000, Duration.ofHours(10)))
      .gathering(Duration.ofMillis(5));
  /// Longer than any patience of the server's.
  private static final long LONGEST = Duration.ofMinutes(5).toNanos();

  private final FrameDoor door;
  private final AnyEar ear = new AnyEar();
  private final OpenStreams streams = new OpenStreams(METERS);
  private final MockTicker ticker = Ticker.newMockTicker();
  private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false, true);
  private final StreamsPerAccount places = new StreamsPerAccount(1);
  private final EmbeddedChannel channel;
  private boolean wanted;
  private int taken;
  private int atItsEnd = Integer.MAX_VALUE;

  Knock(FrameDoor door) {
    this.door = door;
    var pipeline = new SocketPipeline(desk(), LIMITS,
        new DefaultChannelGroup(GlobalEventExecutor.INSTANCE), null);
    this.channel = EmbeddedChannel.builder().ticker(ticker).build();
    channel.config().setAllocator(memory);
    channel.pipeline().addLast("wire", new Wanted());
    pipeline.addTo(channel.pipeline());
    channel.read();
  }

  /// Says these bytes in pieces of this many, behind the door's own request.
  ///
  /// @return what came of it, as far as it does not depend on how they are cut
  String say(byte[] bytes, int step) {
    var request = door.request().getBytes(StandardCharsets.US_ASCII);
    if (request.length > 0) {
      write(request, 0, request.length);
      channel.pipeline().addBefore("stream", "end", new Ends());
    }
    for (var at = 0; at < bytes.length && channel.isOpen(); at += step) {
      write(bytes, at, Math.min(step, bytes.length - at));
    }
    pass();
    return end();
  }

  /// How many of the bytes had come when the server said its last word; all of them where it has waited.
  int saidBeforeItsEnd() {
    return atItsEnd;
  }

  private void write(byte[] bytes, int at, int count) {
    channel.runPendingTasks();
    if (channel.isOpen() && !wanted) {
      throw new AssertionError("byte " + at + " is never read");
    }
    wanted = false;
    taken = at + count;
    if (channel.isOpen()) {
      channel.writeInbound(channel.alloc().buffer(count).writeBytes(bytes, at, count));
    }
  }

  /// Time goes from one task to the next, until the server has closed.
  private void pass() {
    while (channel.isOpen()) {
      channel.runPendingTasks();
      var next = channel.runScheduledPendingTasks();
      if (!channel.isOpen()) {
        break;
      }
      if (next < 0 || ticker.nanoTime() > LONGEST) {
        throw new AssertionError("never closed, told: " + Said.in(channel));
      }
      ticker.advance(Math.max(next, 1), TimeUnit.NANOSECONDS);
    }
    channel.runPendingTasks();
  }

  private String end() {
    var said = Said.in(channel);
    channel.checkException();
    if (!channel.inboundMessages().isEmpty()) {
      throw new AssertionError("nobody took " + channel.inboundMessages());
    }
    channel.finishAndReleaseAll();
    var left = memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory();
    if (left != 0 || streams.count() != 0 || !places.enter(ACCOUNT)) {
      throw new AssertionError("left: " + left + " bytes, " + streams.count()
          + " streams, or the account's place");
    }
    return said.outcome(door) + " heard " + ear.heard();
  }

  private StreamDesk desk() {
    var store = new MemoryStore();
    store.accounts().admit(ACCOUNT, FrameDoor.KEY).block();
    store.accounts().grant(ACCOUNT, MonthlyGrant.unlimited()).block();
    var engine = ear.capabilities();
    var gate = new Gate(
        new Gatekeeper(store.apiKeys(), TOKENS, List.of(), CLOCK, DEADLINE),
        KeyWatch.start(store.apiKeys(), new InProcessSignals(), CLOCK,
            VirtualTimeScheduler.create(), DEADLINE),
        new HandshakeRate(ANY_RATE, ticker::nanoTime), Origins.ALL);
    return new StreamDesk(CONSOLE,
        List.of(DeviceEntrance.withHeader(engine, CLOCK),
            DeviceEntrance.withMessage(engine, CLOCK),
            new ListenEntrance(engine, CLOCK, ListenEntrance.MANNERS), new OpenAiEntrance(engine)),
        List.of(
            new GrantEndpoint((_, life) -> Mono.just(new Minted.Token("token", life)),
                STREAM::toString),
            ClientSecrets.documented(engine,
                (_, life, _) -> Mono.just(new Outcome.Minted("token", CLOCK.instant().plus(life))),
                () -> STREAM)),
        Room.forAll(), gate, places, Room.credit(store, CLOCK),
        MemoryBooks.transcription(ear, store, CLOCK), () -> STREAM, streams, METERS);
  }

  /// Notices that the server closes.
  private final class Ends extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      if (message instanceof CloseWebSocketFrame) {
        atItsEnd = taken;
      }
      ctx.write(message, promise);
    }
  }

  /// Notices that the server wants to read.
  private final class Wanted extends ChannelOutboundHandlerAdapter {
    @Override
    public void read(ChannelHandlerContext ctx) {
      wanted = true;
      ctx.read();
    }
  }
}

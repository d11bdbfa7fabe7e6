package dev.earshot.gateway.socket;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.WindowCutter;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.stream.EndReason;
import dev.earshot.core.stream.Phase;
import dev.earshot.core.stream.Phase.Happening;
import dev.earshot.core.stream.StreamSpec;
import dev.earshot.gateway.dialect.ClientEvent;
import dev.earshot.gateway.dialect.Dialect;
import dev.earshot.gateway.dialect.Wish;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

/// One stream of one connection: what the client does goes in, its dialect makes events of it, and what
/// the stream tells goes out. Everything here happens on the connection's event loop.
///
/// Whichever way a connection ends, the sound that came in is heard and paid for to its end; only then
/// is the stream over. The client is told at once, or after its last word where it can wait for it.
final class StreamSession implements Pulse.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(StreamSession.class);
  /// Binary frames of this length or less are signs of life, not sound.
  private static final int KEEP_ALIVE_BYTES = 2;
  /// What one read of the socket may bring beyond a frame that was begun before.
  private static final int READ_BYTES = 64 * 1024;

  private final ChannelHandlerContext ctx;
  private final StreamDesk desk;
  private final SocketLimits limits;
  private final Wish wish;
  private final StreamId id;
  private final Dialect dialect;
  private final WindowCutter cutter;
  private final AudioInlet inlet;
  private final WordOutlet outlet;
  private final QuietWire quiet;
  private final Pulse pulse;
  private final Farewell farewell;
  private Phase phase = new Phase.Opening();
  private long skipped;
  private boolean pongAllowed = true;
  private boolean over;

  StreamSession(ChannelHandlerContext ctx, StreamDesk desk, SocketLimits limits, Wish wish) {
    this.ctx = ctx;
    this.desk = desk;
    this.limits = limits;
    this.wish = wish;
    this.id = desk.ids().get();
    this.dialect = wish.dialect().apply(id);
    this.cutter = new WindowCutter(wish.format(), limits.window());
    this.inlet = new AudioInlet(this::onLoop, ctx::read, waitingWindows(wish.format(), limits));
    this.outlet = new WordOutlet(ctx, dialect, this::wordsOver);
    this.quiet = new QuietWire(loop(), Ticker.systemTicker(), limits.quietWire(),
        this::wireIsQuiet);
    this.pulse = new Pulse(limits, this);
    this.farewell = new Farewell(ctx, limits.closing());
  }

  /// The upgrade is done: looks the key up. Nothing is read before it is known.
  void begin() {
    ctx.channel().config().setAutoRead(false);
    desk.streams().opened(ctx.channel());
    pulse.start(loop(), limits);
    if (wish.key() == null) {
      happen(new Happening.Broken(EndReason.KEY_MISSING));
      return;
    }
    var _ = desk.accounts()
        .holderOf(wish.key())
        .timeout(limits.keyLookup())
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .subscribe(account -> onLoop(() -> admit(account)), error -> {
          LOG.warn("key could not be looked up: {}", error.toString());
          onLoop(() -> happen(new Happening.Broken(EndReason.INTERNAL)));
        });
  }

  void heard() {
    pulse.heard();
  }

  void sound(ByteBuf bytes) {
    if (phase instanceof Phase.Streaming && bytes.readableBytes() > KEEP_ALIVE_BYTES) {
      cutter.take(bytes.nioBuffer(), this::offer);
      quiet.soundCame();
    }
  }

  void text(String text) {
    if (!(phase instanceof Phase.Streaming)) {
      return;
    }
    switch (dialect.read(text)) {
      case ClientEvent.StillHere _ -> {
      }
      case ClientEvent.Ignored _ -> {
      }
      case ClientEvent.Flush _ -> wireIsQuiet();
      case ClientEvent.Finish _ -> happen(new Happening.Finish(EndReason.FINISHED));
      case ClientEvent.Unusable bad -> skip(bad);
    }
  }

  /// Answered at most once between two heartbeats and only while the client reads: a flood of pings
  /// makes no flood of pongs.
  void ping(ByteBuf content) {
    if (pongAllowed && ctx.channel().isWritable()) {
      pongAllowed = false;
      loop().schedule(() -> pongAllowed = true, 1, TimeUnit.SECONDS);
      ctx.writeAndFlush(new PongWebSocketFrame(content.retain()));
    }
  }

  /// The client's close frame: its last words are due before ours.
  void clientClosed() {
    farewell.heard();
    happen(new Happening.Finish(EndReason.CLIENT_CLOSED));
  }

  void vanished() {
    outlet.mute();
    happen(new Happening.Finish(EndReason.CLIENT_VANISHED));
  }

  void broken(EndReason why) {
    happen(new Happening.Broken(why));
  }

  void drain() {
    happen(new Happening.Finish(EndReason.DRAINED));
  }

  void readComplete() {
    if (isListening() && !ctx.channel().config().isAutoRead()) {
      ctx.read();
    }
  }

  void writabilityChanged() {
    outlet.writabilityChanged();
  }

  @Override
  public void beat() {
    dialect.heartbeat().ifPresent(sign -> outlet.say(List.of(sign)));
  }

  @Override
  public boolean isListening() {
    return !(phase instanceof Phase.Streaming) || inlet.wantsMore();
  }

  @Override
  public boolean isWritable() {
    return ctx.channel().isWritable();
  }

  @Override
  public void idle() {
    happen(new Happening.Finish(EndReason.IDLE));
  }

  @Override
  public void unread() {
    outlet.mute();
    happen(new Happening.Broken(EndReason.SLOW_READER));
  }

  private void admit(Optional<AccountId> account) {
    if (!(phase instanceof Phase.Opening)) {
      return; // it ended while the key was looked up
    }
    if (account.isEmpty()) {
      happen(new Happening.Broken(EndReason.KEY_UNKNOWN));
      return;
    }
    phase = phase.on(new Happening.Admitted());
    var spec = new StreamSpec(id, account.get(), wish.format(), wish.language());
    desk.transcription()
        .run(spec, inlet)
        .publishOn(Schedulers.fromExecutor(ctx.executor()), 16)
        .subscribe(outlet);
  }

  private void offer(Sound sound) {
    if (!inlet.offer(sound)) {
      LOG.warn("sound that waits: full (expected: one read at a time)");
      happen(new Happening.Broken(EndReason.INTERNAL));
    }
  }

  /// What was gathered goes on now, and what it says is made final.
  private void wireIsQuiet() {
    if (phase instanceof Phase.Streaming && cutter.captured() > 0) {
      cutter.cutShort(this::offer);
      offer(new Sound.Flush());
    }
  }

  private void skip(ClientEvent.Unusable bad) {
    skipped++;
    desk.meters().skipped(bad.reason());
    outlet.say(dialect.skipped(bad, skipped));
    if (skipped >= limits.badFrames()) {
      happen(new Happening.Broken(EndReason.TOO_MANY_BAD_FRAMES));
    }
  }

  /// The one place where the phase changes, and what follows from it.
  private void happen(Happening happening) {
    var before = phase;
    phase = phase.on(happening);
    if (before instanceof Phase.Streaming && !(phase instanceof Phase.Streaming)) {
      endIntake();
    }
    if (phase instanceof Phase.Ended(var why) && !(before instanceof Phase.Ended)) {
      end(why, before instanceof Phase.Opening);
    }
  }

  private void endIntake() {
    quiet.stop();
    var last = cutter.end();
    if (last != null) {
      var _ = inlet.offer(last); // one more than the bound is never needed: it waits for nobody
    }
    inlet.complete();
    ctx.read(); // the client's close frame is welcome from now on
    loop().schedule(this::giveUp, limits.lastWords().toMillis(), TimeUnit.MILLISECONDS);
  }

  /// The last words take too long: what was used is settled without them.
  private void giveUp() {
    if (!over) {
      LOG.warn("last words: not within {} (expected: a recogniser that ends)", limits.lastWords());
      outlet.dispose();
      wordsOver(null);
    }
  }

  private void wordsOver(@Nullable Throwable error) {
    over = true;
    happen(error == null ? new Happening.WordsOver() : new Happening.Broken(reason(error)));
    if (phase instanceof Phase.Ended(var why)) {
      desk.streams().ended(ctx.channel(), why);
    }
  }

  private void end(EndReason why, boolean neverBegan) {
    pulse.stop();
    outlet.mute();
    farewell.say(why);
    if (neverBegan) {
      desk.streams().ended(ctx.channel(), why);
    }
  }

  private static EndReason reason(Throwable error) {
    return switch (error) {
      case RecogniserException.Busy _ -> EndReason.RECOGNISER_BUSY;
      case RecogniserException.Refused _ -> failed(error, EndReason.RECOGNISER_FAILED);
      case RecogniserException.Lost _ -> failed(error, EndReason.RECOGNISER_FAILED);
      default -> failed(error, EndReason.INTERNAL);
    };
  }

  private static EndReason failed(Throwable error, EndReason why) {
    LOG.warn("stream ended: {}", error.toString());
    return why;
  }

  private static int waitingWindows(AudioFormat format, SocketLimits limits) {
    var windowBytes = format.samplesIn(limits.window().toMillis()) * 2;
    return Math.toIntExact((limits.frameBytes() + READ_BYTES) / windowBytes) + 4;
  }

  private EventExecutor loop() {
    return ctx.executor();
  }

  private void onLoop(Runnable task) {
    if (loop().inEventLoop()) {
      task.run();
    } else {
      loop().execute(task);
    }
  }
}

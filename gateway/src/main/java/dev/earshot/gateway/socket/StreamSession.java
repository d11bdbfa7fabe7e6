package dev.earshot.gateway.socket;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.stream.EndReason;
import dev.earshot.core.stream.Phase;
import dev.earshot.core.stream.Phase.Happening;
import dev.earshot.core.stream.StreamSpec;
import dev.earshot.gateway.dialect.Dialect;
import dev.earshot.gateway.dialect.Wish;
import dev.earshot.gateway.dialect.Wish.Credential;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/// One stream of one connection: what the client does goes in, its dialect makes events of it, and what
/// the stream tells goes out. Everything here happens on the connection's event loop.
///
/// Whichever way a connection ends, the sound that came in is heard and paid for to its end; only then
/// is the stream over. The client is told at once, or after its last word where it can wait for it.
final class StreamSession
    implements
      Pulse.Owner,
      Doorkeeper.Visitor,
      Conversation.Listener {
  private final ChannelHandlerContext ctx;
  private final StreamDesk desk;
  private final SocketLimits limits;
  private final Wish wish;
  private final StreamId id;
  private final Dialect dialect;
  private final ChannelIntakes intakes;
  private final WordOutlet outlet;
  private final Conversation conversation;
  private final Pulse pulse;
  private final Pongs pongs;
  private final Doorkeeper door;
  private final LastWords lastWords;
  private final Farewell farewell;
  private final Runnable onDecided;
  private Phase phase = new Phase.Opening();

  /// @param onDecided is run when what the client said early may be heard
  StreamSession(ChannelHandlerContext ctx, StreamDesk desk, SocketLimits limits, Wish wish,
      Runnable onDecided) {
    this.onDecided = onDecided;
    this.ctx = ctx;
    this.desk = desk;
    this.limits = limits;
    this.wish = wish;
    this.id = desk.ids().get();
    this.dialect = wish.dialect().apply(id);
    var onLoop = new OnLoop(ctx.executor());
    this.intakes = new ChannelIntakes(wish, limits, ctx.executor(), onLoop, ctx::read,
        () -> broken(EndReason.SOUND_TOO_FAST));
    this.outlet = new WordOutlet(ctx, dialect, this::wordsOver);
    this.conversation = new Conversation(ctx.channel(), dialect, outlet, desk.meters(), limits,
        this);
    this.pulse = new Pulse(ctx.channel(), limits, this);
    this.pongs = new Pongs(ctx);
    this.door = new Doorkeeper(desk, limits.keyLookup(), ctx.executor(), onLoop, this);
    this.lastWords = new LastWords(ctx.executor(), limits.lastWords(), () -> {
      outlet.dispose();
      wordsOver(null);
    });
    this.farewell = new Farewell(ctx, limits.closing());
  }

  /// The upgrade is done: the key is asked for. No sound is read before it is known.
  void begin() {
    ctx.channel().config().setAutoRead(false);
    pulse.start(ctx.executor(), limits);
    desk.streams().opened(ctx.channel()); // which may end it at once
    if (phase instanceof Phase.Opening) {
      door.ask(wish.key());
    }
  }

  void heard() {
    pulse.heard();
  }

  /// Whether it will soon be known who the client is: what it says is kept until then.
  boolean isLookingUpKey() {
    return phase instanceof Phase.Opening && !door.isWaiting();
  }

  void sound(ByteBuf bytes) {
    if (phase instanceof Phase.Streaming) {
      intakes.take(bytes).ifPresent(conversation::skip);
    } else if (door.isWaiting()) {
      door.hearSound();
    }
  }

  void text(String text) {
    if (door.isWaiting()) {
      door.hear(dialect.read(text));
    } else if (phase instanceof Phase.Streaming) {
      conversation.hear(text);
    }
  }

  void ping(ByteBuf content) {
    pongs.answer(content);
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

  @Override
  public void flush() {
    intakes.flush();
  }

  @Override
  public void finish() {
    happen(new Happening.Finish(EndReason.FINISHED));
  }

  @Override
  public void broken(EndReason why) {
    happen(new Happening.Broken(why));
  }

  void drain() {
    happen(new Happening.Finish(EndReason.DRAINED));
  }

  void readComplete() {
    intakes.readComplete();
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

  /// Nothing but the key is read before it is known: sound would be lost that nobody could be charged for.
  @Override
  public boolean isListening() {
    return switch (phase) {
      case Phase.Opening _ -> door.isWaiting();
      case Phase.Streaming _ -> intakes.isOpen();
      case Phase.Finishing _,Phase.Ended _ -> true;
    };
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

  @Override
  public void awaitKey() {
    ctx.read();
  }

  @Override
  public void keyLookedUp(boolean known) {
    if (wish.key() instanceof Credential.Follows) {
      outlet.say(dialect.keyLookedUp(known));
    }
  }

  @Override
  public void refuse(EndReason why) {
    happen(new Happening.Broken(why));
  }

  @Override
  public void admit(AccountId account) {
    if (!(phase instanceof Phase.Opening)) {
      door.leave(); // it ended while the key was looked up
      return;
    }
    happen(new Happening.Admitted());
    var spec = new StreamSpec(id, account, wish.format(), wish.language(), wish.recognition());
    desk.transcription()
        .run(spec, intakes.sounds())
        .publishOn(Schedulers.fromExecutor(ctx.executor()), 16)
        .subscribe(outlet);
    onDecided.run();
    intakes.readComplete();
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
    intakes.end();
    ctx.read(); // the client's close frame is welcome from now on
    lastWords.await();
  }

  private void wordsOver(@Nullable Throwable error) {
    lastWords.came();
    happen(error == null ? new Happening.WordsOver() : new Happening.Broken(Causes.of(error)));
    if (phase instanceof Phase.Ended(var why)) {
      door.leave();
      desk.streams().ended(ctx.channel(), why);
    }
  }

  private void end(EndReason why, boolean neverBegan) {
    pulse.stop();
    pongs.stop();
    outlet.mute();
    farewell.say(why);
    if (neverBegan) {
      door.leave();
      desk.streams().ended(ctx.channel(), why);
      onDecided.run(); // its close frame may be in it
    }
  }
}

package dev.earshot.gateway.socket;

import dev.earshot.core.stream.EndReason;
import dev.earshot.core.stream.Phase;
import dev.earshot.core.stream.Phase.Happening;
import dev.earshot.gateway.auth.Pass;
import dev.earshot.gateway.dialect.Wish.Credential;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One stream of one connection from its upgrade to its end: who may speak when, and how it ends. What is said is
/// the [Talk]'s. Whichever way a connection ends, the sound that came in is heard and paid for to its end; only then
/// is the stream over. The client is told at once, or after its last word. Everything is on the event loop.
final class StreamSession implements Pulse.Owner, Doorkeeper.Visitor, Talk.Owner {
  private final ChannelHandlerContext ctx;
  private final StreamDesk desk;
  private final Visit visit;
  private final Talk talk;
  private final Pulse pulse;
  private final Pongs pongs;
  private final Doorkeeper door;
  private final Stay stay;
  private final LastWords lastWords;
  private final Farewell farewell;
  private final ReadTurns turns;
  private final Runnable onDecided;
  private Phase phase = new Phase.Opening();

  /// @param limits of this connection
  /// @param onDecided is run when what the client said early may be heard
  StreamSession(ChannelHandlerContext ctx, StreamDesk desk, SocketLimits limits, Visit visit,
      Runnable onDecided) {
    this.onDecided = onDecided;
    this.ctx = ctx;
    this.desk = desk;
    this.visit = visit;
    this.turns = ReadTurns.of(ctx, limits.window(), this::isListening);
    this.talk = new Talk(ctx, desk, limits, visit, turns, this);
    this.pulse = new Pulse(ctx.channel(), limits, visit.wish().manners(), this);
    this.pongs = new Pongs(ctx);
    this.door = new Doorkeeper(desk, limits.keyLookup(), ctx.executor(),
        new OnLoop(ctx.executor()), this);
    this.stay = new Stay(desk.gate().watch(), ctx.executor(), this::finish);
    this.lastWords = new LastWords(ctx.executor(), limits.lastWords(), () -> {
      talk.outlet().dispose();
      over(null);
    });
    this.farewell = new Farewell(ctx, limits.closing());
  }

  /// The upgrade is done: the key is asked for where it was not before, and kept nowhere. No sound is read
  /// until it is known.
  void begin(Credential key) {
    ctx.channel().config().setAutoRead(false);
    pulse.start(ctx.executor());
    desk.streams().opened(ctx.channel(), visit.spoken()); // which may end it at once
    var admitted = visit.admitted();
    if (admitted != null) {
      door.letIn(admitted);
    } else if (phase instanceof Phase.Opening) {
      door.ask(key);
    }
  }

  /// A frame came that is no ping.
  void heard() {
    pulse.heard();
  }

  /// Whether it will soon be known who the client is: what it says is kept until then.
  boolean isLookingUpKey() {
    return phase instanceof Phase.Opening && !door.isWaiting();
  }

  void binary(ByteBuf bytes) {
    if (phase instanceof Phase.Streaming) {
      talk.hear(bytes.nioBuffer());
    } else if (door.isWaiting()) {
      door.hearSound();
    }
  }

  void text(String text) {
    if (door.isWaiting()) {
      door.hear(talk.dialect().read(text));
    } else if (phase instanceof Phase.Streaming) {
      talk.hear(text);
    }
  }

  void ping(ByteBuf content) {
    pulse.pinged();
    pongs.answer(content);
  }

  void pong() {
    pulse.pinged();
  }

  /// The client's close frame: its last words are due before ours.
  void clientClosed() {
    farewell.heard();
    finish(EndReason.CLIENT_CLOSED);
  }

  void vanished() {
    talk.outlet().mute();
    finish(EndReason.CLIENT_VANISHED);
  }

  void drain() {
    talk.outlet().whenBilled(() -> happen(new Happening.WordsOver()));
    finish(EndReason.DRAINED);
  }

  @Override
  public void finish(EndReason why) {
    happen(new Happening.Finish(why));
  }

  @Override
  public void broken(EndReason why) {
    happen(new Happening.Broken(why));
  }

  void readComplete() {
    talk.readComplete();
    if (!ctx.channel().config().isAutoRead()) {
      turns.next();
    }
  }

  void writabilityChanged() {
    talk.outlet().writabilityChanged();
  }

  @Override
  public void beat() {
    talk.dialect().heartbeat().ifPresent(sign -> talk.outlet().say(List.of(sign)));
  }

  /// Nothing but the key is read before it is known: nobody could be charged for the sound.
  @Override
  public boolean isListening() {
    return switch (phase) {
      case Phase.Opening _ -> door.isWaiting();
      case Phase.Streaming _ -> talk.isOpen();
      case Phase.Finishing _,Phase.Ended _ -> true;
    };
  }

  @Override
  public void idle() {
    finish(EndReason.IDLE);
  }

  @Override
  public void unread() {
    talk.outlet().mute();
    broken(EndReason.SLOW_READER);
  }

  @Override
  public void soundCame() {
    pulse.soundCame();
    turns.frame();
  }

  @Override
  public void awaitKey() {
    ctx.read();
  }

  @Override
  public void keyLookedUp(boolean known) {
    if (visit.wish().key() instanceof Credential.Follows) {
      talk.outlet().say(talk.dialect().keyLookedUp(known));
    }
  }

  @Override
  public void refuse(EndReason why) {
    broken(why);
  }

  @Override
  public void admit(Pass pass) {
    if (!(phase instanceof Phase.Opening)) {
      door.leave(); // it ended while the key was looked up
      return;
    }
    happen(new Happening.Admitted());
    stay.begin(pass);
    talk.admitted(pass);
    onDecided.run();
    talk.readComplete();
    turns.next(); // a stream that waits to be told what it hears asks for nothing by itself
  }

  @Override
  public void over(@Nullable Throwable error) {
    lastWords.came();
    happen(error == null ? new Happening.WordsOver() : new Happening.Broken(Causes.of(error)));
    if (phase instanceof Phase.Ended(var why)) {
      left(why);
    }
  }

  /// The one place where the phase changes, and what follows from it.
  private void happen(Happening happening) {
    var before = phase;
    var after = before.on(happening);
    phase = after;
    if (before instanceof Phase.Streaming && !(after instanceof Phase.Streaming)) {
      endSound();
    }
    if (after instanceof Phase.Ended(var why) && !(before instanceof Phase.Ended)) {
      end(why, before instanceof Phase.Opening);
    }
  }

  private void endSound() {
    var wordsFollow = talk.endSound();
    turns.stop();
    ctx.read(); // the client's close frame is welcome from now on
    if (wordsFollow) {
      lastWords.await();
    } else {
      over(null); // nothing was heard
    }
  }

  private void end(EndReason why, boolean neverBegan) {
    pulse.stop();
    pongs.stop();
    farewell.say(talk.sayGoodbye(why), why.canBeTold());
    if (neverBegan) {
      left(why);
      onDecided.run(); // its close frame may be in it
    }
  }

  private void left(EndReason why) {
    stay.end();
    door.leave();
    desk.streams().ended(ctx.channel(), why);
  }
}

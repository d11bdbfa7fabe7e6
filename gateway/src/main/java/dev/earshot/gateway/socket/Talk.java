package dev.earshot.gateway.socket;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.stream.EndReason;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.stream.StreamSpec;
import dev.earshot.gateway.auth.Pass;
import dev.earshot.gateway.dialect.Dialect;
import dev.earshot.gateway.loop.Loops;
import dev.earshot.gateway.ops.Refused;
import io.netty.channel.ChannelHandlerContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// What flows through a connection: what the client says goes in, the stream's events come out, and the
/// dialect stands between.
///
/// On the event loop only.
final class Talk implements Conversation.Listener, Hearing.Start {
  private static final Logger LOG = LoggerFactory.getLogger(Talk.class);

  private final ChannelHandlerContext ctx;
  private final StreamDesk desk;
  private final Visit visit;
  private final Dialect dialect;
  private final Owner owner;
  private final Hearing hearing;
  private final WordOutlet outlet;
  private final Conversation conversation;
  private final ReadTurns turns;
  private final WordDelays delays;
  private @Nullable AccountId account;

  /// Whom it happens to.
  interface Owner {
    /// No more sound comes, because of this.
    void finish(EndReason why);

    /// It ends here, because of this.
    void broken(EndReason why);

    /// The client asks and does not read the answers.
    void unread();

    /// Sound came.
    void soundCame();

    /// The last word is told; with an error, it is not.
    void over(@Nullable Throwable error);
  }

  /// @param turns in which the connection is read
  Talk(ChannelHandlerContext ctx, StreamDesk desk, SocketLimits limits, Visit visit,
      ReadTurns turns, Owner owner) {
    this.ctx = ctx;
    this.desk = desk;
    this.visit = visit;
    this.owner = owner;
    this.turns = turns;
    this.dialect = visit.wish().dialect().apply(visit.stream());
    var onLoop = new OnLoop(ctx.executor());
    var around = new ChannelIntakes.Surroundings(limits, ctx.executor(), onLoop, turns::next,
        () -> owner.broken(EndReason.SOUND_TOO_FAST), () -> owner.finish(EndReason.FORMAT_ERROR));
    this.hearing = new Hearing(visit.wish().sounds(),
        (format, channels, decoder) -> new ChannelIntakes(format, channels, decoder, around),
        this);
    this.outlet = new WordOutlet(ctx, dialect, owner::over);
    this.delays = new WordDelays(desk.meters().words(visit.spoken()), ctx.executor().ticker());
    this.conversation = new Conversation(ctx.channel(), dialect, outlet, desk.meters(), limits,
        this);
  }

  Dialect dialect() {
    return dialect;
  }

  WordOutlet outlet() {
    return outlet;
  }

  /// The client is let in.
  void admitted(Pass pass) {
    account = pass.account();
    desk.meters().admitted(visit.spoken());
    if (pass.session() != null) {
      dialect.preset(pass.session());
    }
    outlet.say(dialect.greeting());
    hearing.admitted();
  }

  void hear(String text) {
    conversation.hear(text);
  }

  void hear(ByteBuffer bytes) {
    conversation.hear(bytes);
  }

  /// All frames of one read were taken.
  void readComplete() {
    var capturedMs = hearing.capturedMs();
    delays.came(capturedMs);
    turns.complete(capturedMs);
    hearing.readComplete(turns.goesOn());
  }

  /// Whether a read of the socket is welcome.
  boolean isOpen() {
    return hearing.isOpen();
  }

  /// No more sound comes in.
  ///
  /// @return whether words may follow
  boolean endSound() {
    hearing.end();
    return hearing.hasBegun();
  }

  /// Tells the client that it is over, and nothing after that.
  Dialect.Goodbye sayGoodbye(EndReason why) {
    if (account == null) {
      Refused.of(why).ifPresent(reason -> desk.meters().turnedAway(visit.spoken(), reason));
    }
    var goodbye = dialect.goodbye(why);
    outlet.say(goodbye.messages());
    outlet.mute();
    return goodbye;
  }

  @Override
  public void sound(ByteBuffer bytes) {
    owner.soundCame();
    hearing.take(bytes).ifPresent(conversation::skip);
  }

  @Override
  public void soundIs(AudioFormat format) {
    hearing.agree(format);
  }

  @Override
  public void flush(int channel) {
    hearing.flush(channel);
  }

  @Override
  public void finish() {
    owner.finish(EndReason.FINISHED);
  }

  @Override
  public void broken(EndReason why) {
    owner.broken(why);
  }

  @Override
  public void unread() {
    owner.unread();
  }

  @Override
  public void unreadable(String reason, long offset) {
    LOG.debug("sound: {} at byte {}", reason, offset);
    owner.finish(EndReason.FORMAT_ERROR);
  }

  /// It is known what the client sounds like: the stream runs from here on.
  @Override
  public void begin(AudioFormat format, List<Flux<Sound>> channels) {
    var spec = new StreamSpec(visit.stream(), Objects.requireNonNull(account, "admitted"), format,
        visit.wish().language(), visit.wish().recognition(), visit.wish().translateTo());
    delays.of(channels.size());
    dialect.hears(format, channels.size());
    desk.transcription()
        .run(spec, channels)
        .publishOn(Schedulers.fromExecutor(ctx.executor()), 16)
        .doOnNext(this::told)
        .contextWrite(subscriber -> Loops.livingOn(ctx.channel().eventLoop(), subscriber))
        .subscribe(outlet);
  }

  private void told(StreamEvent event) {
    if (event instanceof Heard(var channel, var heard)) {
      delays.told(channel, heard);
    }
    if (event instanceof CreditsExhausted gone && !gone.goesOn()
        && visit.wish().manners().endsWhenExhausted()) {
      owner.finish(EndReason.CREDITS_EXHAUSTED);
    }
  }
}

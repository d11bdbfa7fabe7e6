package dev.earshot.gateway.upstream;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.FluxSink;
import reactor.util.context.Context;

/// One subscription to a recogniser behind a wire. Sound comes in on the thread that brings it and goes over
/// to the loop of the wire, where everything else happens; an [Outbox] keeps what the reader has not asked
/// for.
final class UpstreamLeg extends BaseSubscriber<Sound> implements Wire.Listener {
  /// How often the clock is looked at: deadlines are kept to this.
  private static final int LOOKS_PER_PING = 4;

  private enum Phase {
    OPENING, TALKING, ENDING, OVER
  }

  private final Capabilities capabilities;
  private final UpstreamLimits limits;
  private final Leg leg;
  private final Tongue tongue;
  private final FluxSink<TranscriptEvent> sink;
  private final Outbox outbox;
  private final Backlog backlog;
  private final Loop loop;
  private final Watch watch;
  private final PaceGate gate;
  private final Pieces pieces;
  private final Flushes flushes;
  private final Deque<Sound> early = new ArrayDeque<>();
  private Phase phase = Phase.OPENING;
  private boolean soundOver;
  private boolean soundSinceFlush;
  private boolean anySound;
  private long givenMs;
  private long phaseNanos;
  private long sentNanos;
  private @Nullable Wire wire;
  private Loop.@Nullable Beat beat;

  UpstreamLeg(Capabilities capabilities, UpstreamLimits limits, Leg leg, Tongue tongue, Loop loop,
      FluxSink<TranscriptEvent> sink) {
    this.capabilities = capabilities;
    this.limits = limits;
    this.leg = leg;
    this.tongue = tongue;
    this.loop = loop;
    this.sink = sink;
    var now = loop.nanoTime();
    this.phaseNanos = now;
    this.sentNanos = now;
    this.outbox = new Outbox(sink);
    this.backlog = new Backlog(
        capabilities.feed().backlog().toMillis() * Sound.RATE_HZ / 1_000, this::request);
    this.watch = new Watch(limits, now);
    this.gate = new PaceGate(capabilities.feed().pace(), limits.ahead().toNanos(), now);
    this.pieces = new Pieces(capabilities.feed());
    this.flushes = new Flushes(limits.flush().toNanos());
    sink.onDispose(this::leave);
  }

  /// Begins on the loop, behind the subscription to the sound.
  ///
  /// @param call opens the wire, or takes one that is open: then [#opened] is called next
  void start(Supplier<Wire> call) {
    loop.execute(() -> {
      if (phase != Phase.OVER) {
        wire = call.get();
        beat = loop.every(limits.ping().dividedBy(LOOKS_PER_PING), this::look);
        goOn();
      }
    });
  }

  @Override
  public Context currentContext() {
    return Context.of(sink.contextView());
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    sink.onRequest(_ -> { // not earlier: what is asked before there is a subscription is lost
      outbox.drain();
      loop.execute(this::goOn);
    });
    backlog.ask();
  }

  @Override
  protected void hookOnNext(Sound sound) {
    backlog.came(sound instanceof Window window ? window.pcm().length : 0);
    loop.execute(() -> come(sound));
  }

  @Override
  protected void hookOnComplete() {
    loop.execute(() -> {
      soundOver = true;
      end();
    });
  }

  @Override
  protected void hookOnError(Throwable why) {
    loop.execute(() -> stop(why));
  }

  private void come(Sound sound) {
    if (phase == Phase.TALKING) {
      hear(sound);
    } else if (phase == Phase.OPENING) {
      early.add(sound);
    }
    goOn();
  }

  private void hear(Sound sound) {
    switch (sound) {
      case Window window -> {
        gate.sent(window.pcm().length);
        pieces.take(window).forEach(this::give);
      }
      case Flush(var asked) -> {
        pieces.rest().forEach(this::give);
        flush(asked);
      }
    }
  }

  private void give(Window piece) {
    anySound = true;
    soundSinceFlush = true;
    givenMs = leg.format().millisOf(piece.toSample());
    send(() -> tongue.sound(piece), piece.pcm().length);
  }

  private void flush(boolean asked) {
    if (soundSinceFlush) {
      soundSinceFlush = false;
      flushes.ask(asked, givenMs, loop.nanoTime());
      send(() -> tongue.flush(asked), 0);
    } else {
      flushes.join(asked, givenMs, loop.nanoTime()).forEach(outbox::tell);
    }
  }

  private void end() {
    if (phase != Phase.TALKING && (phase != Phase.OPENING || !early.isEmpty())) {
      return;
    }
    pieces.rest().forEach(this::give);
    turn(Phase.ENDING);
    if (anySound) {
      send(tongue::end, 0);
    } else {
      finish(); // who was given nothing has nothing to tell
    }
  }

  private void send(Supplier<List<Frame>> words, long samples) {
    var to = wire;
    if (phase == Phase.OVER || to == null) {
      return;
    }
    sentNanos = loop.nanoTime();
    to.send(words.get(), () -> {
      backlog.left(samples);
      goOn();
    });
  }

  /// Asks for sound where there is room for it, and listens where there is a reader.
  private void goOn() {
    var to = wire;
    if (phase == Phase.OVER || to == null) {
      return;
    }
    var full = outbox.isFull();
    to.reading(!full);
    if (!full && !flushes.isFull() && to.isWritable() && gate.isOpen(loop.nanoTime())) {
      backlog.ask();
    }
  }

  @Override
  public void opened() {
    watch.sign(loop.nanoTime());
    send(tongue::greeting, 0);
    begin();
  }

  private void begin() {
    if (phase == Phase.OPENING && tongue.isReady()) {
      turn(Phase.TALKING);
      while (!early.isEmpty()) {
        hear(early.remove());
      }
      if (soundOver) {
        end();
      }
    }
  }

  @Override
  public void text(String text) {
    heard(() -> tongue.read(text));
  }

  @Override
  public void binary(ByteBuffer bytes) {
    heard(() -> tongue.read(bytes));
  }

  @Override
  public void pong() {
    if (phase != Phase.OVER) {
      judged(() -> watch.message(loop.nanoTime()));
    }
  }

  @Override
  public void writable() {
    goOn();
  }

  private void heard(Supplier<Heard> message) {
    if (phase == Phase.OVER) {
      return;
    }
    judged(() -> {
      watch.message(loop.nanoTime());
      tell(message.get());
    });
  }

  private void tell(Heard heard) {
    heard.events().forEach(event -> {
      switch (event) {
        case Final said -> flushes.isFinal(said.toMs());
        case HeardTo to -> flushes.isFinal(to.toMs());
        default -> {
        }
      }
      outbox.tell(event);
    });
    flushes.answered(heard.flushed()).forEach(outbox::tell);
    if (!heard.answers().isEmpty()) {
      send(heard::answers, 0);
    }
    begin();
    if (tongue.isOver()) {
      if (phase == Phase.ENDING) {
        finish();
      } else {
        stop(new Lost(capabilities.name() + " ended before its time"));
      }
    }
    goOn();
  }

  @Override
  public void closed(int code, String reason) {
    judged(() -> {
      tongue.closed(code, reason);
      if (phase == Phase.ENDING) {
        finish();
      } else {
        stop(new Lost(capabilities.name() + " closed with " + code));
      }
    });
  }

  @Override
  public void failed(RecogniserException why) {
    stop(why);
  }

  /// Whatever a recogniser makes us stumble over is its fault, and ends this leg alone.
  private void judged(Runnable step) {
    try {
      step.run();
    } catch (RecogniserException e) {
      stop(e);
    } catch (RuntimeException e) {
      stop(new Garbled(capabilities.name() + " said what cannot be read", e));
    }
  }

  private void look() {
    var now = loop.nanoTime();
    var to = wire;
    if (phase == Phase.OVER || to == null) {
      return;
    }
    if (outbox.isFull()) { // nobody listens: nothing can be late
      watch.sign(now);
      phaseNanos = phase == Phase.ENDING ? now : phaseNanos;
      return;
    }
    flushes.late(now).forEach(outbox::tell);
    var inPhase = now - phaseNanos;
    if (phase == Phase.OPENING && inPhase >= limits.ready().toNanos()) {
      stop(new Lost(capabilities.name() + " was not ready within " + limits.ready()));
    } else if (phase == Phase.ENDING && inPhase >= limits.end().toNanos()) {
      stop(new Lost(capabilities.name() + " did not end within " + limits.end()));
    } else if (phase != Phase.OPENING && watch.isDead(now)) {
      stop(new Lost(capabilities.name() + " gave no sign of life for " + limits.dead()));
    } else {
      stayAlive(to, now);
    }
  }

  private void stayAlive(Wire to, long now) {
    if (phase != Phase.OPENING && watch.asks(now)) {
      to.ping();
    }
    var keepAlive = capabilities.session().keepAlive().toNanos();
    if (phase == Phase.TALKING && keepAlive > 0 && now - sentNanos >= keepAlive) {
      send(tongue::keepAlive, 0);
    }
    goOn();
  }

  private void finish() {
    flushes.all().forEach(outbox::tell);
    free(false);
    outbox.end(null);
  }

  private void stop(Throwable why) {
    if (phase != Phase.OVER) {
      cancel();
      free(true);
      outbox.end(why);
    }
  }

  private void leave() {
    cancel();
    loop.execute(() -> free(true));
  }

  private void free(boolean atOnce) {
    turn(Phase.OVER);
    early.clear();
    if (beat != null) {
      beat.stop();
      beat = null;
    }
    var to = wire;
    wire = null;
    if (to != null && atOnce) {
      to.cut();
    } else if (to != null) {
      to.close();
    }
  }

  private void turn(Phase next) {
    phase = next;
    phaseNanos = loop.nanoTime();
  }
}

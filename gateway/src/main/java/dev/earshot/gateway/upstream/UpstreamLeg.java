package dev.earshot.gateway.upstream;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.transcript.TranscriptEvent;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
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

  private final Capabilities capabilities;
  private final UpstreamLimits limits;
  private final Tongue tongue;
  private final Talk talk;
  private final FluxSink<TranscriptEvent> sink;
  private final Outbox outbox;
  private final Backlog backlog;
  private final Loop loop;
  private final Watch watch;
  private final PaceGate gate;
  private final Deque<Sound> early = new ArrayDeque<>();
  private Phase phase = Phase.OPENING;
  private boolean soundOver;
  private long saidNanos;
  private @Nullable Wire wire;
  private Loop.@Nullable Beat beat;

  UpstreamLeg(Capabilities capabilities, UpstreamLimits limits, Leg leg, Tongue tongue, Loop loop,
      FluxSink<TranscriptEvent> sink) {
    var feed = capabilities.feed();
    var now = loop.nanoTime();
    this.capabilities = capabilities;
    this.limits = limits;
    this.tongue = tongue;
    this.loop = loop;
    this.sink = sink;
    this.saidNanos = now;
    this.outbox = new Outbox(sink);
    this.talk = new Talk(leg, tongue, feed, limits, loop::nanoTime, this::say, outbox::tell);
    this.backlog = new Backlog(feed.backlog().toMillis() * Sound.RATE_HZ / 1_000, this::request);
    this.watch = new Watch(capabilities.name(), limits, now);
    this.gate = new PaceGate(feed.pace(), limits.ahead().toNanos(), now);
    sink.onDispose(this::leave);
  }

  /// Begins on the loop, behind the subscription to the sound.
  ///
  /// @param call opens the wire, or takes one that is open: [#opened] is called next
  /// @param unneeded runs where nobody wants the leg any more
  void start(Supplier<Wire> call, Runnable unneeded) {
    loop.execute(() -> {
      if (phase == Phase.OVER) {
        unneeded.run();
        return;
      }
      wire = call.get();
      beat = loop.every(limits.ping().dividedBy(LOOKS_PER_PING), this::look);
      goOn();
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
    backlog.came(samples(sound));
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
    gate.sent(samples(sound));
    talk.hear(sound);
  }

  private static long samples(Sound sound) {
    return sound instanceof Window window ? window.pcm().length : 0;
  }

  private void end() {
    if (phase == Phase.TALKING || (phase == Phase.OPENING && early.isEmpty())) {
      turn(Phase.ENDING);
      if (!talk.end() || tongue.isOver()) {
        finish();
      }
    }
  }

  private void say(List<Frame> frames, long samples) {
    var to = wire;
    if (phase != Phase.OVER && to != null) {
      saidNanos = loop.nanoTime();
      to.send(frames, () -> {
        backlog.left(samples);
        goOn();
      });
    }
  }

  /// Asks for sound where there is room for it, and listens where there is a reader.
  private void goOn() {
    var to = wire;
    if (phase == Phase.OVER || to == null) {
      return;
    }
    var full = outbox.isFull();
    to.reading(!full);
    if (!full && !talk.isFull() && tongue.isTaking() && to.isWritable()
        && gate.isOpen(loop.nanoTime())) {
      backlog.ask();
    }
  }

  @Override
  public void opened() {
    watch.sign(loop.nanoTime());
    say(tongue.greeting(), 0);
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
    judged(() -> tell(tongue.read(text)));
  }

  @Override
  public void binary(ByteBuffer bytes) {
    judged(() -> tell(tongue.read(bytes)));
  }

  @Override
  public void pong() {
    judged(() -> {});
  }

  @Override
  public void writable() {
    goOn();
  }

  private void tell(Heard heard) {
    talk.tell(heard);
    begin();
    if (tongue.isOver() && phase == Phase.ENDING) {
      finish();
    } else if (tongue.isOver()) {
      stop(new Lost(capabilities.name() + " ended before its time"));
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
    if (phase == Phase.OVER) {
      return;
    }
    try {
      watch.message(loop.nanoTime());
      step.run();
    } catch (RecogniserException e) {
      stop(e);
    } catch (RuntimeException e) {
      stop(new Garbled(capabilities.name() + " said what cannot be read", e));
    }
  }

  private void look() {
    var now = loop.nanoTime();
    if (outbox.isFull()) {
      watch.deaf(phase, now);
      stayAlive(now); // it still wants to know of us
      return;
    }
    talk.goOn();
    var verdict = watch.verdict(phase, now);
    if (verdict != null) {
      stop(verdict);
    } else {
      stayAlive(now);
      goOn();
    }
  }

  private void stayAlive(long now) {
    var to = wire;
    if (to != null && phase != Phase.OPENING && watch.asks(now)) {
      to.ping();
    }
    var keepAlive = capabilities.session().keepAlive().toNanos();
    if (phase == Phase.TALKING && keepAlive > 0 && now - saidNanos >= keepAlive) {
      say(tongue.keepAlive(), 0);
    }
  }

  private void finish() {
    talk.finish();
    free(Wire::close);
    outbox.end(null);
  }

  private void stop(Throwable why) {
    if (phase != Phase.OVER) {
      cancel();
      free(Wire::cut);
      outbox.end(why);
    }
  }

  private void leave() {
    cancel();
    loop.execute(() -> free(Wire::cut));
  }

  private void free(Consumer<Wire> how) {
    turn(Phase.OVER);
    early.clear();
    if (beat != null) {
      beat.stop();
      beat = null;
    }
    var to = wire;
    wire = null;
    if (to != null) {
      how.accept(to);
    }
  }

  private void turn(Phase next) {
    phase = next;
    watch.turn(loop.nanoTime());
  }
}

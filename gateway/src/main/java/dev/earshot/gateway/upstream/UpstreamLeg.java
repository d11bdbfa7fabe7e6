package dev.earshot.gateway.upstream;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.transcript.TranscriptEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/// One subscription to a recogniser behind a wire. Sound comes in on the thread that brings it and goes over
/// to the loop of the wire, where everything else happens; an [Outbox] keeps what the reader has not asked
/// for.
final class UpstreamLeg implements Intake.Taker {
  private final Capabilities capabilities;
  private final UpstreamLimits limits;
  private final Tongue tongue;
  private final Talk talk;
  private final FluxSink<TranscriptEvent> sink;
  private final Outbox outbox;
  private final Steps steps = new Steps();
  private final Intake intake;
  private final Loop loop;
  private final Connection connection;
  private final Watch watch;
  private final Ear ear;
  private final Deque<Sound> early = new ArrayDeque<>();
  private Phase phase = Phase.OPENING;
  private boolean soundOver;

  UpstreamLeg(Capabilities capabilities, UpstreamLimits limits, Leg leg, Tongue tongue, Loop loop,
      FluxSink<TranscriptEvent> sink) {
    var feed = capabilities.feed();
    this.capabilities = capabilities;
    this.limits = limits;
    this.tongue = tongue;
    this.loop = loop;
    this.sink = sink;
    this.connection = new Connection(loop);
    this.outbox = new Outbox(sink);
    this.talk = new Talk(leg, tongue, feed, limits, loop::nanoTime, this::say, outbox::tell);
    this.intake = new Intake(feed.backlog().toMillis(), loop, sink.contextView(), steps, this);
    this.watch = new Watch(capabilities.name(), limits, loop.nanoTime());
    this.ear = new Ear(this, tongue, watch, loop);
    sink.onDispose(this::leave);
  }

  /// Who hears what comes over its wire.
  Wire.Listener ear() {
    return ear;
  }

  /// Begins on the loop, behind the subscription to the sound.
  ///
  /// @param sound subscribed to at once
  /// @param call opens the wire, or takes one that is open: [Ear#opened()] is called next
  /// @param unneeded runs where nobody wants the leg any more
  void start(Flux<Sound> sound, Supplier<Wire> call, Runnable unneeded) {
    sound.subscribe(intake);
    loop.execute(() -> {
      if (phase == Phase.OVER) {
        unneeded.run();
        return;
      }
      connection.hold(call.get(),
          loop.every(limits.look(), this::look));
      goOn();
    });
  }

  @Override
  public void begun() {
    sink.onRequest(_ -> {
      outbox.drain();
      loop.execute(this::goOn);
    });
  }

  @Override
  public void come(Sound sound) {
    guarded(() -> {
      if (phase == Phase.TALKING) {
        talk.hear(sound);
      } else if (phase == Phase.OPENING) {
        early.add(sound);
      }
      goOn();
    });
  }

  @Override
  public void over() {
    guarded(() -> {
      soundOver = true;
      end();
    });
  }

  @Override
  public void broken(Throwable why) {
    stop(why);
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
    if (phase != Phase.OVER) {
      connection.say(frames, () -> {
        intake.left(samples);
        goOn();
      });
    }
  }

  /// Asks for sound where there is room for it, and listens where there is a reader.
  void goOn() {
    if (phase == Phase.OVER || !connection.isHeld()) {
      return;
    }
    var full = outbox.isFull();
    connection.reading(!full);
    if (!full && talk.isTaking() && tongue.isTaking() && connection.isWritable()) {
      intake.ask();
    }
  }

  /// The wire is open.
  void greet() {
    guarded(() -> {
      say(tongue.greeting(), 0);
      begin();
    });
  }

  private void begin() {
    if (phase == Phase.OPENING && tongue.isReady()) {
      turn(Phase.TALKING);
      while (!early.isEmpty()) {
        talk.hear(early.remove());
      }
      if (soundOver) {
        end();
      }
    }
  }

  /// It said something that means this.
  void tell(Heard heard) {
    talk.tell(heard);
    begin();
    if (tongue.isOver()) {
      hungUp("ended before its time");
    }
    goOn();
  }

  /// It has no more to say, which is no error at the end.
  void hungUp(String how) {
    if (phase == Phase.ENDING) {
      finish();
    } else {
      stop(new Lost(capabilities.name() + " " + how));
    }
  }

  /// Whatever a recogniser makes us stumble over is its fault, and ends this leg alone.
  void guarded(Runnable step) {
    if (phase == Phase.OVER) {
      return;
    }
    steps.take(step, e -> stop(e instanceof RecogniserException
        ? e
        : new Garbled(capabilities.name() + " led to what nobody thought of", e)));
  }

  private void look() {
    var now = loop.nanoTime();
    if (outbox.isFull()) {
      watch.deaf(phase, now);
    } else {
      talk.goOn();
    }
    var verdict = watch.verdict(phase, now);
    if (verdict != null) {
      stop(verdict);
    } else {
      stayAlive(now); // also when nobody reads: it still wants to know of us
      goOn();
    }
  }

  private void stayAlive(long now) {
    if (phase != Phase.OPENING && watch.asks(now)) {
      connection.ping();
    }
    var keepAlive = capabilities.session().keepAlive().toNanos();
    if (phase == Phase.TALKING && connection.isQuiet(keepAlive, now)) {
      say(tongue.keepAlive(), 0);
    }
  }

  private void finish() {
    talk.finish();
    free(Wire::close);
    outbox.end(null);
  }

  /// Ends it with this error.
  void stop(Throwable why) {
    if (phase != Phase.OVER) {
      intake.cancel();
      free(Wire::cut);
      outbox.end(why);
    }
  }

  private void leave() {
    intake.cancel();
    loop.execute(() -> free(Wire::cut));
  }

  private void free(Consumer<Wire> how) {
    turn(Phase.OVER);
    early.clear();
    connection.free(how);
  }

  private void turn(Phase next) {
    phase = next;
    watch.turn(loop.nanoTime());
  }
}

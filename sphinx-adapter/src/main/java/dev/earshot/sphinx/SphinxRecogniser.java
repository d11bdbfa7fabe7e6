package dev.earshot.sphinx;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.transcript.TranscriptEvent;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import reactor.core.publisher.Flux;

/// Turns sound into words with decoders of its own process.
final class SphinxRecogniser implements Recogniser {
  private static final Duration BACKLOG = Duration.ofMillis(2_500);
  private static final long BACKLOG_SAMPLES = BACKLOG.toMillis() * Sound.RATE_HZ / 1_000;

  private final DecoderPool pool;
  private final Executor workers;
  private final Capabilities capabilities;
  private final Set<SphinxLeg> legs = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  SphinxRecogniser(DecoderPool pool, Executor workers, int decoders) {
    this.pool = pool;
    this.workers = workers;
    this.capabilities = new Capabilities("sphinx", Set.of("en", "en-us"), true, true, BACKLOG,
        decoders);
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
    if (!capabilities.understands(leg.language())) {
      return Flux.error(new RecogniserException.Refused("language: " + leg.language()
          + " (expected: one of " + capabilities.languages() + ")"));
    }
    return Flux.create(sink -> {
      var one = new SphinxLeg(leg, BACKLOG_SAMPLES, pool, workers, sink, legs::remove);
      legs.add(one);
      if (closed) {
        one.fail(closedNow());
      } else {
        sound.subscribe(one);
      }
    });
  }

  /// How many legs are open.
  int legs() {
    return legs.size();
  }

  /// Fails every leg, those to come too.
  void close() {
    closed = true;
    legs.forEach(one -> one.fail(closedNow()));
  }

  private static RecogniserException closedNow() {
    return new RecogniserException.Lost("the recogniser was closed",
        new IllegalStateException("closed"));
  }
}

package dev.earshot.sphinx;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Load;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.transcript.TranscriptEvent;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;

/// Turns sound into words with decoders of its own process.
final class SphinxRecogniser implements Recogniser {
  private static final Duration BACKLOG = Duration.ofMillis(2_500);
  private static final long BACKLOG_SAMPLES = BACKLOG.toMillis() * Sound.RATE_HZ / 1_000;

  /// Measured: three who speak without a pause keep a core busy to two thirds; the rest is for the second
  /// hearing of first utterances, and for the silent ones who were let in and may begin.
  private static final int SPEAKERS_PER_THREAD = 3;

  private final DecoderPool pool;
  private final Workforce workers;
  private final Capabilities capabilities;
  private final int room;
  private final Set<SphinxLeg> legs = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  SphinxRecogniser(DecoderPool pool, Workforce workers, int decoders) {
    this.pool = pool;
    this.workers = workers;
    this.room = Math.min(decoders, workers.size() * SPEAKERS_PER_THREAD);
    this.capabilities = new Capabilities("sphinx", Set.of("en", "en-us"), true, true, BACKLOG,
        decoders);
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Load load() {
    return new Load(pool.mostSpeaking(), room, workers.mostWaitedMs());
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

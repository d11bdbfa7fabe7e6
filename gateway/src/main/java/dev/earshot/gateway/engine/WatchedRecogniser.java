package dev.earshot.gateway.engine;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.cost.CostBook;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Load;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.Trouble;
import dev.earshot.gateway.engine.EngineReport.Given;
import dev.earshot.gateway.engine.EngineReport.Legs;
import dev.earshot.gateway.engine.EngineReport.State;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/// One target of a recogniser with everything counted that goes through it: legs, failures, and what it was
/// given, which is written into the book of costs. Stands next to the recogniser, so that what a gate keeps
/// from it is not counted and what is sent again is.
public final class WatchedRecogniser implements Recogniser {
  private static final int LONGEST_MESSAGE = 200;
  /// Each count takes a lock that all streams share: a second of sound at a time is often enough.
  private static final long COUNTED_AT = Duration.ofSeconds(1).toNanos();

  private final String engine;
  private final String target;
  private final Recogniser recogniser;
  private final CostBook book;
  private final LongSupplier nanoTime;
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder legs = new LongAdder();
  private final LongAdder soundNanos = new LongAdder();
  private final LongAdder openNanos = new LongAdder();
  private final Map<Trouble, LongAdder> failures = new EnumMap<>(Trouble.class);
  private volatile @Nullable String lastMessage;

  /// @param engine as the configuration names it
  /// @param target where it is, without secrets
  /// @param nanoTime measures open time
  public WatchedRecogniser(String engine, String target, Recogniser recogniser, CostBook book,
      LongSupplier nanoTime) {
    this.engine = engine;
    this.target = target;
    this.recogniser = recogniser;
    this.book = book;
    this.nanoTime = nanoTime;
    for (var trouble : Trouble.values()) {
      failures.put(trouble, new LongAdder());
    }
  }

  @Override
  public Capabilities capabilities() {
    return recogniser.capabilities();
  }

  @Override
  public Load load() {
    return recogniser.load();
  }

  @Override
  public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
    return Flux.defer(() -> {
      var watched = new Watched(leg.format().captureRateHz());
      return recogniser.transcribe(leg, sound.doOnNext(watched::gave))
          .doOnNext(_ -> watched.said())
          .doOnError(RecogniserException.class, watched::failed)
          .doFinally(_ -> watched.end(true));
    });
  }

  /// How it does.
  ///
  /// @param state whether streams go to it
  /// @param changesIn until that changes by itself
  public EngineReport report(State state, Duration changesIn) {
    var counts = new EnumMap<Trouble, Long>(Trouble.class);
    failures.forEach((trouble, count) -> counts.put(trouble, count.sum()));
    return report(state, changesIn, counts, lastMessage);
  }

  /// The same, with failures that somebody else has counted, who sees more of them.
  public EngineReport report(State state, Duration changesIn, Map<Trouble, Long> counts,
      @Nullable String message) {
    return new EngineReport(engine, target, state, changesIn, new Legs(open.get(), legs.sum()),
        counts,
        message, new Given(Duration.ofNanos(soundNanos.sum()),
            Duration.ofNanos(openNanos.sum()), capabilities().tariff()));
  }

  private void note(RecogniserException why) {
    var trouble = switch (why) {
      case Busy _ -> Trouble.BUSY;
      case Refused _ -> Trouble.REFUSED;
      case Lost _ -> Trouble.LOST;
      case Garbled _ -> Trouble.GARBLED;
    };
    failures.getOrDefault(trouble, new LongAdder()).increment();
    var message = String.valueOf(why.getMessage());
    lastMessage = message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
  }

  /// One leg. What it takes before its first word may be waiting still, and is charged for by nobody where
  /// the recogniser lets no leg in; so it is counted with the first word or at the end.
  private final class Watched {
    private final int rate;
    private long heldNanos; // guarded by this, like the others
    private long toldTo = nanoTime.getAsLong();
    private boolean counts;
    private boolean over;

    private Watched(int rate) {
      this.rate = rate;
      legs.increment();
      open.incrementAndGet();
    }

    private synchronized void gave(Sound next) {
      switch (next) {
        case Window window -> heldNanos += window.captured() * 1_000_000_000L / rate;
        case Sound.Flush _ -> {
        }
      }
      if (counts && heldNanos >= COUNTED_AT) {
        count();
      }
    }

    private synchronized void said() {
      if (!counts) {
        counts = true;
        count();
      }
    }

    private void failed(RecogniserException why) {
      note(why);
      switch (why) {
        case Busy _,Refused _ -> end(false);
        case Lost _,Garbled _ -> end(true);
      }
    }

    private synchronized void end(boolean paid) {
      if (!over) {
        over = true;
        if (paid || counts) {
          count();
        }
        open.decrementAndGet();
      }
    }

    private void count() {
      var now = nanoTime.getAsLong();
      soundNanos.add(heldNanos);
      openNanos.add(now - toldTo);
      book.sound(engine, Duration.ofNanos(heldNanos));
      book.open(engine, Duration.ofNanos(now - toldTo));
      heldNanos = 0;
      toldTo = now;
    }
  }
}

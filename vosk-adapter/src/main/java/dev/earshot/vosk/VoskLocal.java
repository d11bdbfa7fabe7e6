package dev.earshot.vosk;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Load;
import dev.earshot.core.recogniser.Peak;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.core.transcript.TranscriptEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Vosk in this process, with the model of the user's folder, and a native recogniser for each leg.
///
/// Native calls run on platform threads, as many as there are cores: they pin a virtual thread, and nobody
/// may wait for them on an event loop. A leg asks for one piece of sound at a time, and has one call at a time
/// in the queue, so that all get their turn; while its reader does not read, it asks for none.
///
/// The model is loaded in the background. Legs that come earlier wait for it; where it cannot be loaded, each
/// fails with [Refused], which says what to mend.
public final class VoskLocal implements Recogniser, AutoCloseable {
  private static final Duration BACKLOG = Duration.ofSeconds(1);
  private static final Duration REMEMBERED = Duration.ofSeconds(5);
  private static final Duration FULL = Duration.ofSeconds(2);
  private static final Duration LAST_CALLS = Duration.ofSeconds(10);

  /// By the vendor's own figure a small model hears four or more at once on a core; a large one fewer, and
  /// then [#load] shows it.
  private static final int LEGS_PER_THREAD = 4;

  private final ExecutorService workers;
  private final LongSupplier nanoTime;
  private final CompletableFuture<VoiceModel> model;
  private final Capabilities capabilities;
  private final Peak waited;
  private final Peak speaking;
  private final AtomicInteger legs = new AtomicInteger();
  /// Whose native recognisers may be open: the model must outlive them.
  private final Set<VoskLeg> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Sinks.Empty<Void> closing = Sinks.empty();

  private VoskLocal(Supplier<VoiceModel> loading, int threads, LongSupplier nanoTime) {
    this.workers = threads(threads);
    this.nanoTime = nanoTime;
    this.waited = new Peak(REMEMBERED, nanoTime);
    this.speaking = new Peak(REMEMBERED, nanoTime);
    this.capabilities = new Capabilities("vosk-local", Set.of(), true, true, BACKLOG,
        threads * LEGS_PER_THREAD);
    this.model = CompletableFuture.supplyAsync(loading, workers);
  }

  /// Looks at the folder and begins to load the model in it.
  ///
  /// @throws Refused when that is no folder with a model
  public static VoskLocal open(Path model) {
    ModelFolder.check(model);
    return open(() -> NativeModel.load(model), Runtime.getRuntime().availableProcessors(),
        System::nanoTime);
  }

  /// With another model.
  ///
  /// @param loading called once, on one of the threads
  /// @param threads that native calls run on
  static VoskLocal open(Supplier<VoiceModel> loading, int threads, LongSupplier nanoTime) {
    return new VoskLocal(loading, threads, nanoTime);
  }

  /// Completes as soon as the model is loaded; fails with [Refused] where it cannot be.
  public Mono<Void> ready() {
    return loaded().then();
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Load load() {
    return new Load(Math.toIntExact(speaking.highest()), capabilities.session().concurrentLegs(),
        TimeUnit.NANOSECONDS.toMillis(waited.highest()));
  }

  @Override
  public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
    return Flux.defer(() -> {
      if (legs.incrementAndGet() > capabilities.session().concurrentLegs()) {
        legs.decrementAndGet();
        return Flux.error(new Busy("vosk-local legs: more (expected: <= "
            + capabilities.session().concurrentLegs() + ")", FULL));
      }
      speaking.observe(legs.get());
      return loaded().flatMapMany(one -> hear(new VoskLeg(leg, one), sound))
          .takeUntilOther(closing.asMono())
          .onErrorMap(RejectedExecutionException.class, e -> new Lost("vosk-local was closed", e))
          .doFinally(_ -> legs.decrementAndGet());
    });
  }

  /// Fails the legs that run, waits for the native calls that run, ends the threads and frees the model. May be
  /// called again, to no effect.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    var _ = closing.tryEmitError(new Lost("vosk-local was closed"));
    workers.shutdown();
    try {
      if (workers.awaitTermination(LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS)
          && model.isDone() && !model.isCompletedExceptionally()) {
        open.forEach(VoskLeg::free); // no call runs any more, and none will
        model.join().close(); // else a call still runs in it
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the threads end all the same
    }
  }

  private Mono<VoiceModel> loaded() {
    return Mono.fromFuture(model, true);
  }

  private Flux<TranscriptEvent> hear(VoskLeg leg, Flux<Sound> sound) {
    open.add(leg);
    return sound.concatMap(next -> called(() -> leg.hear(next)), 1)
        .concatWith(called(leg::end))
        .concatMapIterable(events -> events, 1)
        .doFinally(_ -> free(leg));
  }

  /// One native call, when its turn comes.
  private Mono<List<TranscriptEvent>> called(Callable<List<TranscriptEvent>> call) {
    return Mono.create(sink -> {
      var since = nanoTime.getAsLong();
      workers.execute(() -> {
        waited.observe(Math.max(0, nanoTime.getAsLong() - since));
        try {
          sink.success(call.call());
        } catch (Exception e) {
          sink.error(e);
        }
      });
    });
  }

  /// Behind the call that may still run. Whoever gives a leg up may be an event loop, which must not wait.
  private void free(VoskLeg leg) {
    try {
      workers.execute(() -> forget(leg));
    } catch (RejectedExecutionException _) { // closed
      forget(leg);
    }
  }

  private void forget(VoskLeg leg) {
    leg.free();
    open.remove(leg);
  }

  /// The queue has no bound of its own: each leg has at most two calls in it. Event loops give work to it, so
  /// it has no lock for which they would wait.
  private static ExecutorService threads(int count) {
    var pool = new ThreadPoolExecutor(count, count, 0, TimeUnit.MILLISECONDS,
        new LinkedTransferQueue<>(), Thread.ofPlatform().daemon().name("vosk-", 0).factory());
    var _ = pool.prestartAllCoreThreads();
    return pool;
  }
}

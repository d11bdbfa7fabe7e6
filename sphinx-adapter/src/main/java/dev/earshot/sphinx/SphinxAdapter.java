package dev.earshot.sphinx;

import dev.earshot.core.recogniser.Recogniser;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// The door to the embedded recogniser.
///
/// Opening it takes no time: model and first decoder are made ready in the background, and legs that
/// come earlier wait for them. A machine without the library, or without a model, fails each leg with
/// [dev.earshot.core.recogniser.RecogniserException.Refused], which says what to install.
public final class SphinxAdapter implements AutoCloseable {
  /// The longest native call lasts about two seconds.
  private static final Duration LAST_CALLS = Duration.ofSeconds(10);

  private final ExecutorService opener;
  private final ExecutorService workers;
  private final DecoderPool pool;
  private final SphinxRecogniser recogniser;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SphinxAdapter(SphinxConfig config, Supplier<Decoder> opening, Scheduler clock) {
    this.opener = threads("sphinx-opener", 1);
    this.workers = threads("sphinx", config.threads());
    this.pool = new DecoderPool(opening, config.decoders(), opener, clock);
    this.recogniser = new SphinxRecogniser(pool, new Workforce(workers, config.threads(),
        () -> clock.now(TimeUnit.NANOSECONDS)), config.decoders());
  }

  /// Opens it and begins to make it ready.
  public static SphinxAdapter open(SphinxConfig config) {
    return open(config, NativeLibrary.DEBIAN, Schedulers.parallel());
  }

  static SphinxAdapter open(SphinxConfig config, NativeLibrary library, Scheduler clock) {
    var adapter = new SphinxAdapter(config, new DecoderOpening(config, library), clock);
    var _ = adapter.pool.warm(); // whoever wants to know asks ready()
    return adapter;
  }

  /// Looks whether it could work here, without opening a decoder.
  public static SphinxCheck check(SphinxConfig config) {
    return SphinxCheck.of(config, NativeLibrary.DEBIAN);
  }

  public Recogniser recogniser() {
    return recogniser;
  }

  /// Completes as soon as there is a decoder; fails with a
  /// [dev.earshot.core.recogniser.RecogniserException] when the last attempt to open the first one
  /// failed, and tries again on the next subscription.
  public Mono<Void> ready() {
    return Mono.fromFuture(pool::warm, true);
  }

  /// How busy it is now.
  public SphinxLoad load() {
    return new SphinxLoad(recogniser.legs(), pool.opened(), pool.lent(), pool.waiting());
  }

  /// Fails the legs that run, waits for the native calls that run, ends the threads and frees the
  /// decoders. May be called again, to no effect.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      recogniser.close();
      pool.close();
      opener.shutdown();
      workers.shutdown();
      try {
        var _ = workers.awaitTermination(LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS)
            && opener.awaitTermination(LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt(); // the threads end all the same
      }
    }
  }

  /// The queue has no bound of its own: each leg has at most one turn in it. Event loops give work to it,
  /// so it has no lock for which they would wait, and the threads are there from the beginning.
  private static ExecutorService threads(String name, int count) {
    ThreadFactory factory = Thread.ofPlatform().daemon().name(name + "-", 0).factory();
    var pool = new ThreadPoolExecutor(count, count, 0, TimeUnit.MILLISECONDS,
        new LinkedTransferQueue<>(), factory, (task, _) -> task.run()); // closed: it only tidies up
    var _ = pool.prestartAllCoreThreads();
    return pool;
  }
}

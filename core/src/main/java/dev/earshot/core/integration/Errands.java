package dev.earshot.core.integration;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// One thread's work, and the questions that it has asked. What comes when it has ended is dropped.
final class Errands implements AutoCloseable {
  private final Scheduler scheduler;
  private final Scheduler.Worker worker;
  private final Disposable.Composite asked = Disposables.composite();

  /// @param scheduler tells the time, too
  Errands(Scheduler scheduler) {
    this.scheduler = scheduler;
    this.worker = scheduler.createWorker();
  }

  /// Any thread.
  void run(Runnable task) {
    var _ = later(Duration.ZERO, task);
  }

  Disposable later(Duration after, Runnable task) {
    try {
      return worker.schedule(task, after.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      if (!worker.isDisposed()) {
        throw e;
      }
      return Disposables.disposed();
    }
  }

  /// The first time at once.
  void each(Duration time, Runnable task) {
    var _ = worker.schedulePeriodically(task, 0, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// The answer comes back on this thread.
  <T> void ask(Mono<T> question, Consumer<T> answered, Consumer<Throwable> failed) {
    var under = Disposables.swap();
    asked.add(under);
    under.update(question.doFinally(_ -> asked.remove(under))
        .subscribe(answer -> run(() -> answered.accept(answer)),
            error -> run(() -> failed.accept(error))));
  }

  /// The same for an answer that has to come within this time.
  <T> void ask(Mono<T> question, Duration within, Consumer<T> answered,
      Consumer<Throwable> failed) {
    ask(question.timeout(within, scheduler), answered, failed);
  }

  /// Since 1970.
  long nowMs() {
    return scheduler.now(TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    worker.dispose();
    asked.dispose();
  }
}

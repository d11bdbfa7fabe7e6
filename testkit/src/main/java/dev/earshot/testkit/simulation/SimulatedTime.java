package dev.earshot.testkit.simulation;

import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// The only clock and the only thread of a simulation. What a machine has begun goes on as that
/// machine's work: it waits while the machine is frozen, and is dropped when it is dead.
///
/// While installed it is the scheduler behind every deadline of the process, so that one simulation
/// runs at a time. For one thread.
final class SimulatedTime implements Scheduler, AutoCloseable {
  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private @Nullable Machine running;
  private long nowMs;
  private long order;

  /// Takes the place of every scheduler of this process, until closed.
  static SimulatedTime install() {
    var time = new SimulatedTime();
    Schedulers.setFactory(new Schedulers.Factory() {
      @Override
      public Scheduler newParallel(int parallelism, ThreadFactory threads) {
        return time;
      }

      @Override
      public Scheduler newSingle(ThreadFactory threads) {
        return time;
      }

      @Override
      public Scheduler newBoundedElastic(int cap, int queued, ThreadFactory threads, int ttl) {
        return time;
      }
    });
    return time;
  }

  @Override
  public void close() {
    Schedulers.resetFactory();
  }

  /// Forgets everything and begins at 0.
  void restart() {
    tasks.clear();
    running = null;
    nowMs = 0;
    order = 0;
  }

  /// Milliseconds since the beginning.
  long nowMs() {
    return nowMs;
  }

  /// Does this as the machine's work. Nothing happens on a machine that does not run.
  void as(Machine machine, Runnable work) {
    if (!machine.isRunning()) {
      return;
    }
    var before = running;
    running = machine;
    try {
      work.run();
    } finally {
      running = before;
    }
  }

  /// Does this later.
  ///
  /// @param owner whose work it is; null for nobody's, which nothing can stop
  void in(long ms, @Nullable Machine owner, Runnable work) {
    tasks.add(new Task(nowMs + ms, order++, 0, owner, work));
  }

  void advanceTo(long ms) {
    for (var next = tasks.peek(); next != null && next.atMs <= ms; next = tasks.peek()) {
      tasks.remove();
      nowMs = Math.max(nowMs, next.atMs);
      run(next);
    }
    nowMs = ms;
  }

  /// What a machine has missed while it was frozen is done at once.
  void resume(Iterable<Task> parked) {
    parked.forEach(tasks::add);
  }

  private void run(Task task) {
    if (task.disposed) {
      return;
    }
    var owner = task.owner;
    if (owner == null) {
      task.work.run();
    } else if (owner.isFrozen()) {
      owner.park(task);
      return;
    } else {
      as(owner, task.work);
    }
    if (task.periodMs > 0 && !task.disposed && (owner == null || !owner.isDead())) {
      task.atMs += task.periodMs;
      tasks.add(task);
    }
  }

  private Task add(Runnable work, long delayMs, long periodMs) {
    var task = new Task(nowMs + Math.max(0, delayMs), order++, periodMs, running, work);
    tasks.add(task);
    return task;
  }

  @Override
  public Disposable schedule(Runnable work) {
    return add(work, 0, 0);
  }

  @Override
  public Disposable schedule(Runnable work, long delay, TimeUnit unit) {
    return add(work, unit.toMillis(delay), 0);
  }

  @Override
  public Disposable schedulePeriodically(Runnable work, long delay, long period, TimeUnit unit) {
    return add(work, unit.toMillis(delay), Math.max(1, unit.toMillis(period)));
  }

  @Override
  public long now(TimeUnit unit) {
    return unit.convert(nowMs, TimeUnit.MILLISECONDS);
  }

  @Override
  public Worker createWorker() {
    return new Hand();
  }

  @Override
  public void dispose() {
    // nothing is held that a thread would have to end
  }

  /// A piece of work and when it is due.
  static final class Task implements Disposable, Comparable<Task> {
    private final long order;
    private final long periodMs;
    private final @Nullable Machine owner;
    private final Runnable work;
    private long atMs;
    private boolean disposed;

    private Task(long atMs, long order, long periodMs, @Nullable Machine owner, Runnable work) {
      this.atMs = atMs;
      this.order = order;
      this.periodMs = periodMs;
      this.owner = owner;
      this.work = work;
    }

    @Override
    public void dispose() {
      disposed = true;
    }

    @Override
    public boolean isDisposed() {
      return disposed;
    }

    @Override
    public int compareTo(Task other) {
      var byTime = Long.compare(atMs, other.atMs);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /// Work that ends together.
  private final class Hand implements Worker {
    private final Disposable.Composite all = Disposables.composite();

    @Override
    public Disposable schedule(Runnable work) {
      return keep(add(work, 0, 0));
    }

    @Override
    public Disposable schedule(Runnable work, long delay, TimeUnit unit) {
      return keep(add(work, unit.toMillis(delay), 0));
    }

    @Override
    public Disposable schedulePeriodically(Runnable work, long delay, long period,
        TimeUnit unit) {
      return keep(add(work, unit.toMillis(delay), Math.max(1, unit.toMillis(period))));
    }

    @Override
    public void dispose() {
      all.dispose();
    }

    @Override
    public boolean isDisposed() {
      return all.isDisposed();
    }

    private Disposable keep(Task task) {
      all.add(task);
      return task;
    }
  }
}

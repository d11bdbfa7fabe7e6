package dev.earshot.load.device;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Few event loops on which thousands of devices live, round by round; rounds may overlap.
public final class Fleet implements AutoCloseable {
  private static final int ANSWER_SECONDS = 10;
  private static final int CORES_PER_LOOP = 4;

  private final EventLoopGroup group;
  private final List<EventLoop> loops;
  private final List<Long> threads;

  private Fleet(EventLoopGroup group, List<EventLoop> loops, List<Long> threads) {
    this.group = group;
    this.loops = loops;
    this.threads = threads;
  }

  /// One loop for every four cores: the others are the gateway's.
  public static int usualLoops() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_PER_LOOP);
  }

  /// Starts so many event loops.
  public static Fleet open(int loops) throws InterruptedException {
    var group = new MultiThreadIoEventLoopGroup(loops, new DefaultThreadFactory("devices", true),
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    var all = new ArrayList<EventLoop>();
    var threads = new ArrayList<Long>();
    for (var i = 0; i < loops; i++) {
      var loop = group.next();
      all.add(loop);
      threads.add(loop.submit(() -> Thread.currentThread().threadId()).sync().getNow());
    }
    return new Fleet(group, all, threads);
  }

  /// Begins a round of these streams.
  ///
  /// @throws IllegalArgumentException where the host is unknown, or the codec does not fit the dialect
  public Round begin(Target target, Shape shape, WordClock words, Plan plan) {
    var line = Line.to(target, shape, words);
    var origin = System.nanoTime();
    var rotas = new ArrayList<Rota>();
    for (var i = 0; i < loops.size(); i++) {
      var rota = new Rota(loops.get(i), line, origin);
      var share = plan.share(i, loops.size());
      rotas.add(rota);
      loops.get(i).execute(() -> rota.begin(share));
    }
    return new Round(rotas, line.voice());
  }

  EventLoop firstLoop() {
    return loops.getFirst();
  }

  /// Processor time that its busiest loop has taken so far, in nanoseconds: a loop that takes most of a
  /// core is too late to measure anybody.
  public long busiestNanos(List<Long> since) {
    var now = loopNanos();
    var most = 0L;
    for (var i = 0; i < now.size(); i++) {
      most = Math.max(most, now.get(i) - since.get(i));
    }
    return most;
  }

  /// Processor time that each loop has taken so far, in nanoseconds.
  public List<Long> loopNanos() {
    var bean = ManagementFactory.getThreadMXBean();
    return threads.stream().map(bean::getThreadCpuTime).toList();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS)
        .awaitUninterruptibly(ANSWER_SECONDS,
            TimeUnit.SECONDS);
  }

  static <T> T answer(java.util.concurrent.Future<T> future) throws InterruptedException {
    try {
      return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("event loop: no answer (expected: one within "
          + ANSWER_SECONDS + " s)", e);
    }
  }
}

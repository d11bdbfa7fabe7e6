package dev.earshot.gateway.socket;

import io.netty.channel.Channel;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/// Sends the streams of an instance elsewhere (issue 9): whoever comes is served for the notice, then nobody
/// is let in any more, and each client is told at a moment of its own, as its dialect knows. Its recogniser
/// is flushed and its use settled as at every end. Safe for use by several threads.
public final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  private final OpenStreams streams;
  private final DrainTimes times;
  private final RandomGenerator random;
  private final Scheduler timer;
  private final Sinks.Empty<Void> order = Sinks.empty();
  private volatile boolean begun;

  /// @param random draws the clients' moments; used by one thread at a time
  /// @param timer on which time passes
  public Drain(OpenStreams streams, DrainTimes times, RandomGenerator random, Scheduler timer) {
    this.streams = streams;
    this.times = times;
    this.random = random;
    this.timer = timer;
  }

  /// Gives the order; a second one changes nothing. Returns at once.
  public void begin() {
    begun = true;
    var _ = order.tryEmitEmpty(); // a second time changes nothing
  }

  public boolean isBegun() {
    return begun;
  }

  /// How many streams are left.
  public int left() {
    return streams.count();
  }

  DrainTimes times() {
    return times;
  }

  /// Waits for the order, then does what it says, and completes when no stream is left or the time is over.
  /// Never fails. To be subscribed to once; cancelling it stops it where it is.
  ///
  /// @param shut nobody may connect any more; must not block
  /// @param connections whose streams are told
  Mono<Void> run(Runnable shut, Collection<Channel> connections) {
    return order.asMono()
        .then(Mono.delay(times.notice(), timer))
        .then(Mono.defer(() -> {
          shut.run();
          var over = streams.drain();
          tell(connections);
          return over.timeout(times.within(), timer);
        }))
        .onErrorResume(_ -> Mono.fromRunnable(() -> LOG.warn(
            "drain: {} streams left after {} (expected: 0)", streams.count(), times.within())));
  }

  private void tell(Collection<Channel> connections) {
    var window = times.windowOf(streams.count());
    for (var connection : connections) {
      var loop = connection.eventLoop();
      var at = window.isZero() ? 0 : random.nextLong(window.toNanos());
      loop.schedule(
          () -> connection.pipeline().fireUserEventTriggered(FrameHandler.Notice.DRAIN), at,
          TimeUnit.NANOSECONDS);
    }
  }
}

package dev.earshot.gateway.socket;

import dev.earshot.core.stream.EndReason;
import dev.earshot.gateway.dialect.Spoken;
import dev.earshot.gateway.ops.Meters;
import io.netty.channel.Channel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// The streams of this instance, each from its upgrade until its last piece is paid for, which may be
/// after its socket has gone. Safe for use by several threads.
public final class OpenStreams {
  private final Map<Channel, Spoken> open = new ConcurrentHashMap<>();
  private volatile Sinks.Empty<Void> drained = Sinks.empty();
  private final Meters meters;
  private volatile boolean draining;

  public OpenStreams(Meters meters) {
    this.meters = meters;
  }

  void opened(Channel channel, Spoken dialect) {
    open.put(channel, dialect);
    meters.streamOpened(dialect);
    if (draining) {
      channel.pipeline().fireUserEventTriggered(FrameHandler.Notice.DRAIN);
    }
  }

  void ended(Channel channel, EndReason why) {
    var dialect = open.remove(channel);
    if (dialect != null) {
      meters.streamEnded(dialect, why);
      checkDrained();
    }
  }

  public int count() {
    return open.size();
  }

  /// Ends each stream that still comes; the others have to be told. Completes when all are over that are open
  /// now, also for who asks again. Acts when called.
  Mono<Void> drain() {
    var over = Sinks.<Void>empty();
    drained = over;
    draining = true;
    checkDrained();
    return over.asMono();
  }

  private void checkDrained() {
    if (draining && open.isEmpty()) {
      var _ = drained.tryEmitEmpty(); // a second time changes nothing
    }
  }
}

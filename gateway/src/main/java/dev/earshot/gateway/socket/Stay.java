package dev.earshot.gateway.socket;

import dev.earshot.core.stream.EndReason;
import dev.earshot.gateway.auth.KeyWatch;
import dev.earshot.gateway.auth.Pass;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/// How long a stream may stay: until its key is revoked, or its token's longest session is over.
///
/// On the event loop only.
final class Stay {
  private final KeyWatch watch;
  private final EventExecutor loop;
  private final Consumer<EndReason> over;
  private @Nullable Disposable watched;
  private @Nullable Future<?> alarm;

  /// @param over is told why it is over, on the loop; perhaps twice
  Stay(KeyWatch watch, EventExecutor loop, Consumer<EndReason> over) {
    this.watch = watch;
    this.loop = loop;
    this.over = over;
  }

  /// The stream was let in with this.
  void begin(Pass pass) {
    var onLoop = new OnLoop(loop);
    watched = watch.watch(pass, () -> onLoop.execute(() -> over.accept(EndReason.KEY_REVOKED)));
    var longest = pass.longestSession();
    if (longest != null) {
      alarm = loop.schedule(() -> over.accept(EndReason.SESSION_TOO_LONG), longest.toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }

  /// The stream has ended.
  void end() {
    if (watched != null) {
      watched.dispose();
    }
    if (alarm != null) {
      var _ = alarm.cancel(false);
    }
  }
}

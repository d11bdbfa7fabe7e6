package dev.earshot.load.device;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How long a device waits for what it waits for at the moment.
final class Patience {
  private static final int SECONDS = 30;

  private final EventLoop loop;
  private final Consumer<String> orElse;
  private @Nullable Future<?> end;

  /// @param orElse is told what did not come
  Patience(EventLoop loop, Consumer<String> orElse) {
    this.loop = loop;
    this.orElse = orElse;
  }

  /// @param what is waited for now, and nothing else
  void begins(String what) {
    ends();
    end = loop.schedule(() -> orElse.accept(what + " within " + SECONDS + " s"), SECONDS,
        TimeUnit.SECONDS);
  }

  void ends() {
    var last = end;
    if (last != null) {
      last.cancel(false);
      end = null;
    }
  }
}

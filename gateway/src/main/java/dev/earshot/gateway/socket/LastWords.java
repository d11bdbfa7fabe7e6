package dev.earshot.gateway.socket;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How long the last words of a stream may take, from its last sound on: what was used is settled without
/// them when they come too late.
///
/// On the event loop only.
final class LastWords {
  private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);

  private final EventExecutor loop;
  private final Duration limit;
  private final Runnable onLate;
  private boolean came;

  /// @param onLate is run when the limit has passed and they have not come
  LastWords(EventExecutor loop, Duration limit, Runnable onLate) {
    this.loop = loop;
    this.limit = limit;
    this.onLate = onLate;
  }

  /// No more sound comes: the time begins.
  void await() {
    loop.schedule(this::look, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Nothing more will be said, however that came about.
  void came() {
    came = true;
  }

  private void look() {
    if (!came) {
      LOG.warn("last words: not within {} (expected: a recogniser that ends)", limit);
      onLate.run();
    }
  }
}

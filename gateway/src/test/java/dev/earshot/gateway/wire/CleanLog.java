package dev.earshot.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// Fails a test when the log of it holds a stack trace, an error, a key or a word, and a class when
/// Netty has found a buffer that nobody freed.
public final class CleanLog implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  /// What every test's key has in it.
  public static final String SECRET = "s3cret";
  private static final Pattern WORDS = Pattern.compile("\\bw\\d+\\b");

  private final Events events = new Events();

  /// Collects from all threads, without a lock: what a line is made of may take one itself.
  private static final class Events extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final ConcurrentLinkedQueue<ILoggingEvent> seen = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      seen.add(event);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    events.setContext(root().getLoggerContext());
    events.start();
    root().addAppender(events);
    ours().setLevel(Level.TRACE);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    check();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    collectGarbage();
    root().detachAppender(events);
    ours().setLevel(Level.WARN);
    check();
  }

  private void check() {
    var bad = new ArrayList<String>();
    for (var event = events.seen.poll(); event != null; event = events.seen.poll()) {
      var text = event.getFormattedMessage();
      if (event.getThrowableProxy() != null || event.getLevel().isGreaterOrEqual(Level.ERROR)
          || text.contains(SECRET) || WORDS.matcher(text).find()) {
        bad.add(event.getLevel() + " " + event.getLoggerName() + " " + text + " "
            + (event.getThrowableProxy() == null ? "" : event.getThrowableProxy().getMessage()));
      }
    }
    assertThat(bad).as("the log").isEmpty();
  }

  /// Leaks are found when the garbage is collected, and told at the next allocation.
  private static void collectGarbage() {
    var canary = new WeakReference<>(new Object());
    for (var i = 0; i < 50 && canary.get() != null; i++) {
      System.gc();
    }
    List.of(16, 1_024, 65_536).forEach(size -> {
      PooledByteBufAllocator.DEFAULT.directBuffer(size).release();
      PooledByteBufAllocator.DEFAULT.heapBuffer(size).release();
    });
  }

  private static Logger root() {
    return (Logger) Objects.requireNonNull(LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME));
  }

  private static Logger ours() {
    return (Logger) Objects.requireNonNull(LoggerFactory.getLogger("dev.earshot"));
  }
}

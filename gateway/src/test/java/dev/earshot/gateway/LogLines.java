package dev.earshot.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/// Every line that any logger of any level writes while it is open. It takes no lock: what a line is made of may
/// take one itself.
final class LogLines extends UnsynchronizedAppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  Queue<String> seen() {
    return seen;
  }

  void open() {
    setContext(root().getLoggerContext());
    start();
    root().addAppender(this);
    root().setLevel(Level.TRACE);
    ours().setLevel(Level.TRACE);
  }

  @Override
  public void close() {
    root().detachAppender(this);
    root().setLevel(Level.WARN);
    ours().setLevel(Level.WARN);
  }

  @Override
  protected void append(ILoggingEvent event) {
    var thrown = event.getThrowableProxy();
    seen.add(event.getLoggerName() + " " + event.getFormattedMessage()
        + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown)));
  }

  private static Logger root() {
    return (Logger) Objects.requireNonNull(LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME));
  }

  static Logger ours() {
    return (Logger) Objects.requireNonNull(LoggerFactory.getLogger("dev.earshot"));
  }
}

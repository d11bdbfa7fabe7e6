package dev.earshot.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.EchoEncoder;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A loop that writes a line while another thread writes one waits for it, and both lines are written.
@Timeout(60)
class LibraryLocksTest {
  /// Takes lines, and keeps who writes the first one until it is told to go on.
  private static final class Gate extends OutputStream {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Queue<String> written = new ConcurrentLinkedQueue<>();

    @Override
    public void write(int octet) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] line) {
      var text = new String(line, StandardCharsets.UTF_8).strip();
      if (text.equals("first")) {
        entered.countDown();
        await();
      }
      written.add(text);
    }

    private void await() {
      try {
        opened.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// Says who waits for it.
  private static final class Log extends OutputStreamAppender<String> {
    private Log(Gate gate) {
      setContext(new ContextBase());
      setEncoder(new EchoEncoder<>());
      setOutputStream(gate);
      start();
    }

    private boolean isAwaited() {
      return streamWriteLock.hasQueuedThreads();
    }
  }

  @Test
  void log_ofALoopWhileAnotherThreadWrites_isWritten() throws InterruptedException {
    var gate = new Gate();
    var log = new Log(gate);
    try (var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory())) {
      var other = Thread.ofPlatform().start(() -> log.doAppend("first"));
      gate.entered.await();
      var second = loops.submit(() -> log.doAppend("second"));
      Until.holds(log::isAwaited);
      gate.opened.countDown();
      other.join();

      assertThat(second.awaitUninterruptibly().cause()).isNull();
      assertThat(gate.written).containsExactly("first", "second");
    }
  }
}

package dev.earshot.gateway.upstream.wire;

import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.gateway.upstream.Frame;
import dev.earshot.gateway.upstream.Frame.Packed;
import dev.earshot.gateway.upstream.Frame.Samples;
import dev.earshot.gateway.upstream.Frame.Text;
import dev.earshot.gateway.upstream.Loop;
import dev.earshot.gateway.upstream.Wire;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.RandomWebSocketFrameMaskGenerator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrameMaskGenerator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One wire over one channel: from the call, when it has no channel yet, to its end, which is told once.
final class SocketWire implements Wire {
  private static final WebSocketFrameMaskGenerator MASKS = RandomWebSocketFrameMaskGenerator.INSTANCE;

  private final NettyLoop loop;
  private final WireLimits limits;
  private Listener listener;
  private boolean over;
  private @Nullable Future<?> deadline;
  private volatile @Nullable Channel channel;

  SocketWire(NettyLoop loop, WireLimits limits, Listener listener) {
    this.loop = loop;
    this.limits = limits;
    this.listener = listener;
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public boolean isWritable() {
    var to = channel;
    return to == null || to.isWritable();
  }

  @Override
  public void send(List<Frame> frames, Runnable written) {
    var to = channel;
    if (to == null || over || frames.isEmpty()) {
      written.run();
      return;
    }
    frames.subList(0, frames.size() - 1)
        .forEach(frame -> to.write(encoded(frame, to), to.voidPromise()));
    to.writeAndFlush(encoded(frames.getLast(), to)).addListener(_ -> written.run());
  }

  @Override
  public void ping() {
    var to = channel;
    if (to != null && !over && to.isWritable()) {
      to.writeAndFlush(new PingWebSocketFrame(), to.voidPromise());
    }
  }

  @Override
  public void reading(boolean on) {
    var from = channel;
    if (from != null) {
      from.config().setAutoRead(on);
    }
  }

  @Override
  public void handOver(Listener next) {
    listener = next;
  }

  @Override
  public void close() {
    var to = channel;
    if (over || to == null) {
      cut();
      return;
    }
    over = true;
    to.config().setAutoRead(true); // its goodbye is to be seen
    to.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE),
        to.voidPromise());
    var deadline = to.eventLoop()
        .schedule(() -> to.close(), limits.closing().toNanos(),
            TimeUnit.NANOSECONDS);
    to.closeFuture().addListener(_ -> deadline.cancel(false));
  }

  @Override
  public void cut() {
    over = true;
    stopClock();
    var to = channel;
    if (to != null) {
      to.close();
    }
  }

  /// Whether nothing is told any more.
  boolean isOver() {
    return over;
  }

  /// The call goes over this channel, on the wire's loop.
  void over(Channel open) {
    channel = open;
    if (over) {
      open.close();
    }
  }

  /// The call fails at this moment unless it is taken before.
  void before(Future<?> alarm) {
    deadline = alarm;
  }

  void opened() {
    stopClock();
    tell(listener -> listener.opened());
  }

  void tell(Consumer<Listener> news) {
    if (!over) {
      news.accept(listener);
    }
  }

  /// The last that is told: this.
  void fail(RecogniserException why) {
    last(one -> one.failed(why));
    cut();
  }

  /// The last that is told: the other side has gone.
  void gone(int code, String reason) {
    last(one -> one.closed(code, reason));
  }

  private void last(Consumer<Listener> news) {
    if (!over) {
      over = true;
      stopClock();
      news.accept(listener);
    }
  }

  private void stopClock() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  /// Answers a goodbye, and cuts the wire behind it.
  static void goodbye(Channel to, int code) {
    var answer = WebSocketCloseStatus.isValidStatusCode(code) && code != 1005 && code != 1006
        ? new CloseWebSocketFrame(code, "")
        : new CloseWebSocketFrame();
    to.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
  }

  private static Object encoded(Frame frame, Channel to) {
    return switch (frame) {
      case Text(var text) -> new TextWebSocketFrame(text);
      case Samples(var pcm) -> MaskedSound.of(pcm, MASKS.nextMask(), to.alloc());
      case Packed(var packets) -> MaskedSound.of(packets, MASKS, to.alloc());
    };
  }
}

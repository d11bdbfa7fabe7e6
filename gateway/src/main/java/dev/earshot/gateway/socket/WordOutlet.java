package dev.earshot.gateway.socket;

import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamEvent.Billed;
import dev.earshot.gateway.dialect.Dialect;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

/// The one way out of a connection: writes what a stream tells, in order, as fast as the client reads.
///
/// It asks for the next event only while the socket takes bytes; then the recogniser's own bound holds
/// (a newer guess replaces one that was not read). On the event loop only.
final class WordOutlet extends BaseSubscriber<StreamEvent> {
  private final ChannelHandlerContext ctx;
  private final Dialect dialect;
  private final Consumer<@Nullable Throwable> onEnd;
  private Runnable onBilled = () -> {};
  private boolean muted;
  private boolean asked;

  /// @param onEnd runs once when the stream has ended: with its error, or with null after the last word
  WordOutlet(ChannelHandlerContext ctx, Dialect dialect, Consumer<@Nullable Throwable> onEnd) {
    this.ctx = ctx;
    this.dialect = dialect;
    this.onEnd = onEnd;
  }

  /// Writes these messages now, ahead of what the stream has not told yet.
  void say(List<String> messages) {
    if (muted || messages.isEmpty()) {
      return;
    }
    for (var message : messages) {
      ctx.write(new TextWebSocketFrame(message), ctx.voidPromise());
    }
    ctx.flush();
  }

  /// Has this run when everything is told, while what was used is still being settled: a client that does not know
  /// that it is over sends on, and nobody hears that.
  void whenBilled(Runnable next) {
    onBilled = next;
  }

  /// Nothing is written any more; what the stream still tells is read and dropped.
  void mute() {
    muted = true;
    ask();
  }

  /// The socket may take bytes again.
  void writabilityChanged() {
    ask();
  }

  @Override
  protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
    ask();
  }

  @Override
  protected void hookOnNext(StreamEvent event) {
    asked = false;
    if (!muted) {
      say(dialect.write(event));
    }
    if (event instanceof Billed) {
      onBilled.run();
    }
    ask();
  }

  @Override
  protected void hookOnError(Throwable error) {
    onEnd.accept(error);
  }

  @Override
  protected void hookOnComplete() {
    onEnd.accept(null);
  }

  @Override
  protected void hookFinally(SignalType type) {
    muted = true;
  }

  private void ask() {
    if (!asked && upstream() != null && (muted || ctx.channel().isWritable())) {
      asked = true;
      request(1);
    }
  }
}

package dev.earshot.load.device;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A device's WebSocket: the upgrade, what is said and heard on it, and how it ended.
final class Wire extends SimpleChannelInboundHandler<Object> {
  private static final JsonMapper JSON = new JsonMapper();

  private final Line line;
  private final Talk talk;
  private final WebSocketClientHandshaker handshaker;
  private @Nullable Channel channel;

  /// Who talks on it.
  interface Talk extends Ear {
    /// A text message came; what it means follows.
    void message();

    /// The socket takes bytes again.
    void roomy();

    /// The gateway said that it closes.
    void closed(int code, String reason);

    /// There is no upgrade.
    ///
    /// @param after when it may come again, as the gateway says; zero where it says nothing
    void refused(int status, Duration after);

    /// There is no connection, or none any more.
    ///
    /// @param how in a few words
    void lost(String how);
  }

  Wire(Line line, Talk talk) {
    this.line = line;
    this.talk = talk;
    this.handshaker = line.handshaker();
  }

  /// @param isSlow whether little fits in between the gateway and this device
  void connect(EventLoop loop, boolean isSlow) {
    var called = line.connect(loop, this, isSlow);
    channel = called.channel();
    called.addListener(connected -> {
      if (!connected.isSuccess()) {
        talk.lost("unreachable: " + connected.cause().getClass().getSimpleName());
      }
    });
  }

  boolean isWritable() {
    return channel != null && channel.isWritable();
  }

  /// Sends a frame as it is.
  void send(ByteBuf frame) {
    if (channel == null) {
      frame.release();
    } else {
      channel.writeAndFlush(frame);
    }
  }

  void say(String text) {
    if (channel != null) {
      channel.writeAndFlush(new TextWebSocketFrame(text));
    }
  }

  /// Says that it closes.
  void close(int code) {
    if (channel != null) {
      channel.writeAndFlush(new CloseWebSocketFrame(code, ""));
    }
  }

  /// Whether all is read that comes, or only what is asked for.
  void reads(boolean freely) {
    if (channel != null) {
      channel.config().setAutoRead(freely);
    }
  }

  /// Reads once.
  void read() {
    if (channel != null) {
      channel.read();
    }
  }

  void hangUp() {
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    handshaker.handshake(ctx.channel());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Object message) throws IOException {
    switch (message) {
      case FullHttpResponse answer -> answered(ctx.channel(), answer);
      case TextWebSocketFrame text -> hears(text.content());
      case CloseWebSocketFrame close -> talk.closed(close.statusCode(), close.reasonText());
      case PingWebSocketFrame ping -> ctx.writeAndFlush(
          new PongWebSocketFrame(ping.content().retain()));
      default -> { // pongs, and what nobody expects
      }
    }
  }

  private void answered(Channel channel, FullHttpResponse answer) {
    if (answer.status().code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
      talk.refused(answer.status().code(), Duration.ofSeconds(
          Math.max(0, answer.headers().getInt(HttpHeaderNames.RETRY_AFTER, 0))));
      return;
    }
    handshaker.finishHandshake(channel, answer);
    line.target().dialect().greeting(line.shape()).forEach(this::say);
    if (line.target().dialect().isReadyAtUpgrade()) {
      talk.ready();
    }
  }

  private void hears(ByteBuf text) throws IOException {
    talk.message();
    if (text.readableBytes() < 2 || "{[".indexOf(text.getByte(text.readerIndex())) < 0) {
      return; // a ping in words
    }
    try (InputStream json = new ByteBufInputStream(text)) {
      line.target().dialect().read(JSON.readTree(json), talk);
    } catch (JacksonException e) {
      talk.trouble("unreadable message");
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      talk.roomy();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    talk.lost("hung up");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    talk.lost(cause.getClass().getSimpleName());
  }
}

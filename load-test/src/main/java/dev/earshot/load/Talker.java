package dev.earshot.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/// A client of Deepgram's dialect that notes when the first frame of each second was sent, when the recogniser
/// had it (its word says so) and when the word came.
///
/// Lives on one event loop; what it noted is read when it is over. It trusts the server.
final class Talker extends ChannelInboundHandlerAdapter {
  private static final Pattern WORD = Pattern.compile("w(\\d+)@(\\d+)");
  private static final Pattern DURATION = Pattern.compile("\"duration\":([0-9.]+)");
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;

  private final CompletableFuture<Void> upgraded = new CompletableFuture<>();
  private final CompletableFuture<Long> told = new CompletableFuture<>();
  private final ByteBuf unread = Unpooled.buffer();
  private final long[] sentNanos;
  private final long[] hadNanos;
  private final long[] cameNanos;
  private long toldMs;

  /// @param seconds that it will talk
  Talker(int seconds) {
    this.sentNanos = new long[seconds];
    this.hadNanos = new long[seconds];
    this.cameNanos = new long[seconds];
  }

  /// Completes with the upgrade.
  CompletableFuture<Void> upgraded() {
    return upgraded;
  }

  /// Completes when the server has closed, with the milliseconds that it said were used.
  CompletableFuture<Long> told() {
    return told;
  }

  /// Notes that the first frame of this second is sent now.
  void begins(int second) {
    sentNanos[second] = System.nanoTime();
  }

  /// From the first frame of the second to the recogniser; 0 where the word never came.
  long inNanos(int second) {
    return hadNanos[second] == 0 ? 0 : hadNanos[second] - sentNanos[second];
  }

  /// From the recogniser's word to this client; 0 where it never came.
  long outNanos(int second) {
    return hadNanos[second] == 0 ? 0 : cameNanos[second] - hadNanos[second];
  }

  /// A text frame, masked with nothing.
  static ByteBuf text(String text) {
    return Unpooled.buffer()
        .writeByte(TEXT)
        .writeByte(0x80 | text.length())
        .writeInt(0)
        .writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var now = System.nanoTime();
    var bytes = (ByteBuf) message;
    unread.writeBytes(bytes);
    bytes.release();
    if (upgraded.isDone() || upgrades()) {
      while (frame(ctx.channel(), now)) {
        unread.discardSomeReadBytes();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    upgraded.completeExceptionally(new IllegalStateException("gateway: hung up (expected: 101)"));
    told.completeExceptionally(
        new IllegalStateException("gateway: hung up (expected: a close frame)"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    upgraded.completeExceptionally(cause);
    told.completeExceptionally(cause);
    ctx.close();
  }

  private boolean upgrades() {
    var answer = unread.toString(StandardCharsets.US_ASCII);
    var end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    unread.skipBytes(end + 4);
    if (answer.startsWith("HTTP/1.1 101 ")) {
      upgraded.complete(null);
    } else {
      upgraded.completeExceptionally(new IllegalStateException("gateway: " + answer.lines()
          .findFirst()
          .orElse("") + " (expected: 101)"));
    }
    return true;
  }

  /// Reads a frame if the whole of it is there.
  private boolean frame(Channel channel, long now) {
    if (unread.readableBytes() < 4) {
      return false;
    }
    var at = unread.readerIndex();
    var length = (int) unread.getByte(at + 1);
    var head = 2;
    if (length == 126) {
      length = unread.getUnsignedShort(at + 2);
      head = 4;
    }
    if (unread.readableBytes() < head + length) {
      return false;
    }
    var first = unread.getUnsignedByte(at);
    var text = unread.toString(at + head, length, StandardCharsets.UTF_8);
    unread.skipBytes(head + length);
    switch (first) {
      case TEXT -> hear(text, now);
      case CLOSE -> {
        told.complete(toldMs);
        channel.close();
      }
      default -> { // pings, which have no part in this
      }
    }
    return true;
  }

  private void hear(String text, long now) {
    if (text.contains("\"Metadata\"")) {
      var duration = DURATION.matcher(text);
      toldMs = duration.find() ? Math.round(Double.parseDouble(duration.group(1)) * 1_000) : -1;
      return;
    }
    var word = WORD.matcher(text);
    while (word.find()) {
      var second = Integer.parseInt(word.group(1));
      if (second < hadNanos.length && hadNanos[second] == 0) {
        hadNanos[second] = Long.parseLong(word.group(2));
        cameNanos[second] = now;
      }
    }
  }
}

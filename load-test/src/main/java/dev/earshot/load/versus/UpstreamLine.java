package dev.earshot.load.versus;

import dev.earshot.load.versus.Upstream.Heard;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// One connection to the recogniser: an upgrade, then frames, of whose sound only the length is looked at.
///
/// It trusts its relays: a frame is masked, and a text is short.
final class UpstreamLine extends ChannelInboundHandlerAdapter {
  private static final Pattern KEY = Pattern.compile("(?i)\r\nsec-websocket-key:[ \t]*([^\r\n]+)");
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final byte[] CLOSE_1000 = {(byte) 0x88, 2, 0x03, (byte) 0xe8};
  private static final int TEXT = 0x1;
  private static final int BINARY = 0x2;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;

  private final Heard heard;
  private final int delayMs;
  private final UpstreamTalk talk;
  private ByteBuf unread = Unpooled.EMPTY_BUFFER;
  private boolean upgraded;
  private long soundLeft;

  /// @param heardMs how much of a second a word needs
  /// @param delayMs between the sound and its word
  UpstreamLine(Heard heard, int heardMs, int delayMs) {
    this.heard = heard;
    this.delayMs = delayMs;
    this.talk = new UpstreamTalk(heardMs);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    heard.open(1);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    heard.open(-1);
    unread.release();
    unread = Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var now = System.nanoTime();
    var bytes = (ByteBuf) message;
    var all = unread.isReadable() ? Unpooled.wrappedBuffer(unread, bytes) : bytes;
    unread = Unpooled.EMPTY_BUFFER;
    if (upgraded || upgrades(ctx, all)) {
      read(ctx, all, now);
    }
    if (all.isReadable()) {
      unread = Unpooled.copiedBuffer(all);
    }
    all.release();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  private boolean upgrades(ChannelHandlerContext ctx, ByteBuf all) {
    var request = all.toString(StandardCharsets.ISO_8859_1);
    var end = request.indexOf("\r\n\r\n");
    var key = KEY.matcher(request);
    if (end < 0) {
      return false;
    }
    all.skipBytes(end + 4);
    upgraded = key.find() && request.startsWith("GET /v1/listen");
    ctx.write(Unpooled.copiedBuffer(upgraded
        ? "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: " + accept(key.group(1).strip()) + "\r\n\r\n"
        : "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", StandardCharsets.US_ASCII));
    return upgraded;
  }

  private void read(ChannelHandlerContext ctx, ByteBuf all, long now) {
    while (all.isReadable()) {
      if (soundLeft > 0) {
        var part = (int) Math.min(soundLeft, all.readableBytes());
        all.skipBytes(part);
        soundLeft -= part;
        heard.sound(part);
        talk.hear(part, now).forEach(text -> say(ctx, text));
      } else if (!frame(ctx, all)) {
        return;
      }
    }
  }

  /// Reads the head of a frame, and the whole of one that is no sound; false where more has to come.
  private boolean frame(ChannelHandlerContext ctx, ByteBuf all) {
    var at = all.readerIndex();
    if (all.readableBytes() < 2) {
      return false;
    }
    var short7 = all.getByte(at + 1) & 0x7f;
    var head = 6 + (short7 == 126 ? 2 : short7 == 127 ? 8 : 0);
    if (all.readableBytes() < head) {
      return false;
    }
    var length = short7 == 126
        ? all.getUnsignedShort(at + 2)
        : short7 == 127 ? all.getLong(at + 2) : short7;
    var code = all.getByte(at) & 0x0f;
    if (code == BINARY || code == 0) {
      all.skipBytes(head);
      soundLeft = length;
      return true;
    }
    if (all.readableBytes() < head + length) {
      return false;
    }
    var payload = unmasked(all, at + head, (int) length);
    all.skipBytes(head + (int) length);
    control(ctx, code, payload);
    return true;
  }

  private void control(ChannelHandlerContext ctx, int code, byte[] payload) {
    switch (code) {
      case TEXT -> {
        var text = new String(payload, StandardCharsets.UTF_8);
        talk.told(text).forEach(said -> say(ctx, said));
        if (talk.isOver()) {
          ctx.write(Unpooled.wrappedBuffer(CLOSE_1000));
        }
      }
      case CLOSE -> {
        if (!talk.isOver()) {
          ctx.write(Unpooled.wrappedBuffer(CLOSE_1000));
        }
        ctx.flush();
        ctx.close();
      }
      case PING -> ctx.write(Unpooled.wrappedBuffer(new byte[]{(byte) 0x8a, (byte) payload.length},
          payload));
      default -> { // pongs, which have no part in this
      }
    }
  }

  private void say(ChannelHandlerContext ctx, String text) {
    var frame = Unpooled.buffer(text.length() + 4)
        .writeByte(0x80 | TEXT);
    if (text.length() < 126) {
      frame.writeByte(text.length());
    } else {
      frame.writeByte(126).writeShort(text.length());
    }
    ByteBufUtil.writeAscii(frame, text);
    if (delayMs == 0) {
      ctx.write(frame);
    } else {
      var _ = ctx.executor()
          .schedule(() -> ctx.writeAndFlush(frame), delayMs, TimeUnit.MILLISECONDS);
    }
  }

  private static byte[] unmasked(ByteBuf all, int at, int length) {
    var bytes = new byte[length];
    for (var i = 0; i < length; i++) {
      bytes[i] = (byte) (all.getByte(at + i) ^ all.getByte(at - 4 + i % 4));
    }
    return bytes;
  }

  private static String accept(String key) {
    try {
      var hash = MessageDigest.getInstance("SHA-1")
          .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}

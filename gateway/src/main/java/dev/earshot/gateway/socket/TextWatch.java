package dev.earshot.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import org.jspecify.annotations.Nullable;

/// Reads along with a connection's bytes: text, and the reason of a close, that is not UTF-8 is told at its
/// first wrong byte and not when its message is complete (RFC 6455 section 8.1). So a client that sends a
/// long text which is none hears of it while it sends.
///
/// It changes nothing: the decoder behind it gets every byte, and whatever else is wrong with a frame is
/// the decoder's to find. It looks at the heads of frames and into texts, never into sound.
final class TextWatch extends ChannelInboundHandlerAdapter {
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int CODE_BYTES = 2;

  private final FrameEdge edge = new FrameEdge();
  private final Utf8Text text = new Utf8Text();
  private final Utf8Text reason = new Utf8Text();
  private boolean inContent;
  private long place;
  private boolean messageIsText;
  private boolean over;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (over || !(message instanceof ByteBuf bytes)) {
      ctx.fireChannelRead(message);
      return;
    }
    var bad = firstBad(bytes);
    if (bad < 0) {
      ctx.fireChannelRead(bytes);
      return;
    }
    over = true;
    ctx.fireChannelRead(bytes.readRetainedSlice(bad - bytes.readerIndex()));
    ctx.fireExceptionCaught(new CorruptedWebSocketFrameException(
        WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "not UTF-8"));
    ctx.fireChannelRead(bytes); // the client's close frame may be in it
  }

  /// Where the first byte is with which a text is none any more; -1 where there is none.
  private int firstBad(ByteBuf bytes) {
    var at = bytes.readerIndex();
    while (at < bytes.writerIndex() && !over) {
      if (!inContent) {
        if (edge.take(bytes.getUnsignedByte(at++)) && !begin()) {
          return at - 1;
        }
      } else {
        var end = at + (int) Math.min(edge.length() - place, bytes.writerIndex() - at);
        var bad = content(bytes, at, end);
        if (bad >= 0) {
          return bad;
        }
        at = end;
        if (place == edge.length() && !end()) {
          return at - 1;
        }
      }
    }
    return -1;
  }

  /// A frame's head is complete.
  ///
  /// @return false where the frame has no content and ends a text that is none
  private boolean begin() {
    if (!edge.isPlain()) {
      over = true; // no frame can be found in what follows
      return true;
    }
    inContent = true;
    place = 0;
    switch (edge.opcode()) {
      case TEXT -> {
        messageIsText = true;
        text.restart();
      }
      case BINARY -> messageIsText = false;
      default -> { // a fragment is what its message is; of the others only a close has text
      }
    }
    return edge.length() > 0 || end();
  }

  /// Takes a part of a frame's content.
  ///
  /// @return where the first byte is that is wrong, -1 where there is none
  private int content(ByteBuf bytes, int from, int to) {
    var watched = watched();
    if (watched == null) {
      place += to - from;
      return -1;
    }
    var code = edge.opcode() == CLOSE
        ? Math.clamp(CODE_BYTES - place, 0, to - from)
        : 0; // the number in a close is no text
    place += code;
    // one walk of the buffer's own: a question for each byte would be checked for each byte
    return bytes.forEachByte(from + code, to - from - code,
        octet -> watched.take(edge.unmasked(Byte.toUnsignedInt(octet), place++)));
  }

  /// A frame is over.
  ///
  /// @return false where it ends a text that is none
  private boolean end() {
    var watched = watched();
    var isWhole = watched == null || !edge.isLast() || watched.isComplete();
    over = edge.opcode() == CLOSE; // nothing that follows is read
    inContent = false;
    edge.restart();
    return isWhole;
  }

  /// What the content of this frame belongs to, null where it is no text.
  private @Nullable Utf8Text watched() {
    if (edge.opcode() == CLOSE) {
      return reason;
    }
    return messageIsText && edge.opcode() < CLOSE ? text : null;
  }
}

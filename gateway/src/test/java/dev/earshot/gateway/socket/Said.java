package dev.earshot.gateway.socket;

import dev.earshot.core.stream.EndReason;
import dev.earshot.gateway.wire.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a server has said on a connection: the head of its answer, and the frames behind it.
///
/// Anything that is none of it, or comes behind a close frame, is an error.
record Said(String head, List<Frame> frames) {
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String ANSWER = "HTTP/1.1 ";
  private static final String UPGRADED = ANSWER + "101 ";
  private static final int MOST_ANSWERS = 2; // one of them 100

  static Said in(EmbeddedChannel channel) {
    var all = new ByteArrayOutputStream();
    for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
      all.writeBytes(ByteBufUtil.getBytes(bytes));
      bytes.release();
    }
    var text = all.toString(StandardCharsets.ISO_8859_1);
    var end = text.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
    if (!text.startsWith(UPGRADED)) {
      var answers = text.lines().filter(line -> line.startsWith(ANSWER)).count();
      if (answers > MOST_ANSWERS || (answers == 0 && !text.isEmpty())) {
        throw new AssertionError("answers: " + text);
      }
      return new Said(text, List.of());
    }
    return new Said(text.substring(0, end),
        frames(ByteBuffer.wrap(all.toByteArray()).position(end)));
  }

  private static List<Frame> frames(ByteBuffer bytes) {
    var frames = new ArrayList<Frame>();
    while (bytes.hasRemaining()) {
      if (!frames.isEmpty() && frames.getLast() instanceof Frame.Close) {
        throw new AssertionError("behind a close frame: " + bytes.remaining() + " bytes");
      }
      var first = bytes.get() & 0xff;
      var length = bytes.get() & 0xff;
      var content = new byte[length == 127
          ? Math.toIntExact(bytes.getLong())
          : length == 126 ? bytes.getShort() & 0xffff : length];
      bytes.get(content);
      frames.add(Frame.of(first - 0x80, content));
    }
    return frames;
  }

  /// What has to be the same however the client's bytes were cut. Frames that came with their request came
  /// too early, and elsewhere they did not.
  String outcome(FrameDoor door) {
    if (door == FrameDoor.REQUEST) {
      return head.lines().filter(line -> line.startsWith(ANSWER)).toList().toString();
    }
    if (!(frames.getLast() instanceof Frame.Close close)) {
      throw new AssertionError("no close frame: " + frames);
    }
    if (close.reason().equals(EndReason.INTERNAL.text())) {
      throw new AssertionError("a fault of ours: " + frames);
    }
    return door.tellsAtOnce() ? frames.toString() : close.toString();
  }
}

package dev.earshot.gateway.upstream.wire;

import dev.earshot.core.audio.Packets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.websocketx.WebSocketFrameMaskGenerator;

/// Sound as the binary frames that a client sends (RFC 6455 section 5.2), made in one go: Netty's
/// encoder would want the samples as bytes first, and each of them would be copied twice.
final class MaskedSound {
  private static final int BINARY = 0x82;
  private static final int MASKED = 0x80;
  private static final int SHORT_LENGTH = 125;
  private static final int LENGTH_OF_TWO = 126;
  private static final int LENGTH_OF_EIGHT = 127;
  private static final int LONGEST_HEAD = 14;
  private static final int SAMPLES_A_STEP = Long.BYTES / Short.BYTES;

  private MaskedSound() {}

  /// Whoever gets it frees it.
  ///
  /// @param samples each becomes two bytes, the lower one first
  /// @param mask unpredictable (section 5.3)
  static ByteBuf of(short[] samples, int mask, ByteBufAllocator buffers) {
    var length = samples.length * Short.BYTES;
    var frame = buffers.directBuffer(LONGEST_HEAD + length);
    writeHead(frame, length, mask);
    var at = frame.writerIndex();
    write(samples, mask, frame, at);
    return frame.writerIndex(at + length);
  }

  /// One frame for each packet, one behind the other. Whoever gets them frees them.
  ///
  /// @param masks an unpredictable one for each
  static ByteBuf of(Packets packets, WebSocketFrameMaskGenerator masks,
      ByteBufAllocator buffers) {
    var frames = buffers.directBuffer(2 * packets.bytes().length + LONGEST_HEAD);
    packets.forEach(packet -> {
      var length = packet.remaining();
      var mask = masks.nextMask();
      frames.ensureWritable(LONGEST_HEAD + length);
      writeHead(frames, length, mask);
      var i = 0;
      for (; i + Integer.BYTES <= length; i += Integer.BYTES) {
        frames.writeInt(packet.getInt(i) ^ mask);
      }
      for (; i < length; i++) {
        frames.writeByte(packet.get(i) ^ (mask >>> (24 - Byte.SIZE * (i % Integer.BYTES))));
      }
    });
    return frames;
  }

  private static void writeHead(ByteBuf frame, int length, int mask) {
    frame.writeByte(BINARY);
    if (length <= SHORT_LENGTH) {
      frame.writeByte(MASKED | length);
    } else if (length <= 0xffff) {
      frame.writeByte(MASKED | LENGTH_OF_TWO).writeShort(length);
    } else {
      frame.writeByte(MASKED | LENGTH_OF_EIGHT).writeLong(length);
    }
    frame.writeInt(mask);
  }

  /// Four samples a step, since a call for each costs more than the sample.
  private static void write(short[] samples, int mask, ByteBuf frame, int at) {
    var bytes = frame.internalNioBuffer(at, samples.length * Short.BYTES);
    var first = bytes.position();
    var twice = ((long) mask << Integer.SIZE) | (mask & 0xffff_ffffL);
    var i = 0;
    for (; i + SAMPLES_A_STEP <= samples.length; i += SAMPLES_A_STEP) {
      var four = (samples[i] & 0xffffL)
          | ((samples[i + 1] & 0xffffL) << 16)
          | ((samples[i + 2] & 0xffffL) << 32)
          | ((long) samples[i + 3] << 48);
      bytes.putLong(first + i * Short.BYTES, Long.reverseBytes(four) ^ twice);
    }
    for (; i < samples.length; i++) {
      var half = (i & 1) == 0 ? mask >>> Short.SIZE : mask;
      bytes.putShort(first + i * Short.BYTES, (short) (Short.reverseBytes(samples[i]) ^ half));
    }
  }
}

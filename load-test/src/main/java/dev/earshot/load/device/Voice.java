package dev.earshot.load.device;

import dev.earshot.core.audio.Sound;
import dev.earshot.testkit.upstream.Sentinels;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// What all devices of a round send: every frame of sound as it goes over the wire, masked once and for all,
/// so that the machine's time goes to the gateway. May be shared by event loops.
final class Voice implements AutoCloseable {
  private static final int SENTINEL_SECONDS = 240;

  private final Shape shape;
  private final List<ByteBuf> speech;
  private final List<ByteBuf> noise;
  private final boolean[] loud;

  private Voice(Shape shape, List<ByteBuf> speech, List<ByteBuf> noise, boolean[] loud) {
    this.shape = shape;
    this.speech = speech;
    this.noise = noise;
    this.loud = loud;
  }

  /// @throws IllegalArgumentException where the dialect does not take the codec
  static Voice of(Shape shape, Dialect dialect) {
    if (!dialect.takes(shape.codec())) {
      throw new IllegalArgumentException(
          "codec: " + shape.codec() + " (expected: PCM16, which is all that " + dialect
              + " takes)");
    }
    var speech = new Speech(shape);
    var minute = speech.minute();
    var loud = new boolean[minute.size()];
    for (var i = 0; i < loud.length; i++) {
      loud[i] = Speech.isLoud(minute.get(i));
    }
    return new Voice(shape, onTheWire(speech.written(minute), dialect),
        onTheWire(speech.written(speech.noise()), dialect), loud);
  }

  /// Sound of which each second says which one it is, for as long as a stream may last.
  ///
  /// @throws IllegalArgumentException where it would not come through as it is
  static Voice ofSentinels(Shape shape, Dialect dialect) {
    if (shape.codec() != Codec.PCM16 || shape.rateHz() != Sound.RATE_HZ) {
      throw new IllegalArgumentException("shape: " + shape + " (expected: samples of 16 kHz)");
    }
    var spoken = Sentinels.spoken(SENTINEL_SECONDS);
    var length = shape.frameSamples() * 2;
    var frames = new ArrayList<byte[]>();
    for (var at = 0; at + length <= spoken.length; at += length) {
      frames.add(Arrays.copyOfRange(spoken, at, at + length));
    }
    return new Voice(shape, onTheWire(frames, dialect), List.of(), new boolean[frames.size()]);
  }

  /// The frame of a stream, to be released by whoever writes it.
  ///
  /// @param offset where in the minute the stream began
  ByteBuf frame(long frame, int offset) {
    var all = shape.isSpeech(frame, offset) ? speech : noise;
    return all.get((int) ((frame + offset) % all.size())).retainedDuplicate();
  }

  /// The first frame in which somebody speaks.
  ///
  /// @param offset where in the minute the stream began
  long firstSpeech(int offset) {
    for (var frame = 0; frame < loud.length; frame++) {
      if (shape.isSpeech(frame, offset) && loud[(frame + offset) % loud.length]) {
        return frame;
      }
    }
    return 0;
  }

  /// How many different places there are to begin at.
  int offsets() {
    return speech.size();
  }

  @Override
  public void close() {
    speech.forEach(ByteBuf::release);
    noise.forEach(ByteBuf::release);
  }

  /// By Netty's encoder, each with a mask of its own.
  private static List<ByteBuf> onTheWire(List<byte[]> sounds, Dialect dialect) {
    var encoder = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
    var frames = new ArrayList<ByteBuf>();
    for (var sound : sounds) {
      encoder.writeOutbound(dialect.isText()
          ? new TextWebSocketFrame(append(sound))
          : new BinaryWebSocketFrame(Unpooled.wrappedBuffer(sound)));
      frames.add(whole(encoder));
    }
    encoder.finishAndReleaseAll();
    return frames;
  }

  private static ByteBuf whole(EmbeddedChannel encoder) {
    var whole = Unpooled.buffer();
    for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
      whole.writeBytes(part);
      part.release();
    }
    return Unpooled.directBuffer(whole.readableBytes()).writeBytes(whole);
  }

  private static ByteBuf append(byte[] sound) {
    return Unpooled.copiedBuffer("{\"type\":\"input_audio_buffer.append\",\"audio\":\""
        + Base64.getEncoder().encodeToString(sound) + "\"}", StandardCharsets.US_ASCII);
  }
}

package dev.earshot.gateway.socket;

import dev.earshot.core.audio.SoundDecoder;
import dev.earshot.core.audio.UnreadableSoundException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fills all channels from one decoder, no faster than they have room: few bytes may hold hours of sound,
/// and what is not decoded yet takes no more room than it came in.
///
/// On the event loop only.
final class Unpacker {
  private static final Logger LOG = LoggerFactory.getLogger(Unpacker.class);

  private final SoundDecoder decoder;
  private final List<SoundIntake> channels;
  private final PaceLimit pace;
  private final Runnable onUnreadable;
  private final short[][] samples;
  private final boolean packets;
  private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
  private @Nullable Runnable onDry;
  private boolean reading;
  private boolean broken;

  /// @param decoder may hold sound already
  /// @param step samples of each channel that are decoded at once
  /// @param onUnreadable is run when no more sound can be made of what came
  Unpacker(SoundDecoder decoder, List<SoundIntake> channels, PaceLimit pace, int step,
      Runnable onUnreadable) {
    this.decoder = decoder;
    this.channels = channels;
    this.pace = pace;
    this.onUnreadable = onUnreadable;
    this.packets = decoder.packets() != null;
    this.samples = new short[decoder.channels()][step];
    this.reading = true;
  }

  /// Keeps the bytes, and decodes them as far as there is room.
  ///
  /// @return whether all was understood that was decoded now
  boolean take(ByteBuffer bytes) {
    var concealed = decoder.concealed();
    waiting.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
    goOn();
    return decoder.concealed() == concealed;
  }

  /// Whether everything is decoded that came.
  boolean isDry() {
    return broken || (!reading && waiting.isEmpty());
  }

  /// Decodes as far as there is room, and the client keeps its pace.
  void goOn() {
    pump(onDry == null ? pace::isOpen : () -> true);
  }

  /// Nothing more comes in.
  ///
  /// @param dry is run once everything is decoded, perhaps at once
  void end(Runnable dry) {
    onDry = dry;
    goOn();
  }

  private void pump(BooleanSupplier mayGoOn) {
    try {
      while (!isDry() && hasRoom() && mayGoOn.getAsBoolean()) {
        step();
      }
    } catch (UnreadableSoundException e) {
      LOG.debug("sound: {} at byte {}", e.getMessage(), e.offset());
      broken = true;
      waiting.clear();
      onUnreadable.run();
    }
    var dry = onDry;
    if (dry != null && isDry()) {
      onDry = null;
      dry.run();
    }
  }

  private void step() throws UnreadableSoundException {
    var next = reading ? null : waiting.poll();
    if (next != null) {
      decode(next);
    }
    var count = decoder.read(samples, 0, samples[0].length);
    reading = count > 0;
    for (var i = 0; reading && i < channels.size(); i++) {
      channels.get(i).hear(samples[i], count);
    }
    if (onDry == null) { // what is left is heard as fast as it can be
      pace.heard(channels.getFirst().capturedMs());
    }
  }

  private void decode(ByteBuffer next) {
    var concealed = decoder.concealed();
    decoder.take(next);
    if (packets) {
      channels.getFirst().began(next, decoder.concealed() == concealed);
    }
  }

  private boolean hasRoom() {
    return channels.getFirst().hasRoom(); // they are in step
  }
}

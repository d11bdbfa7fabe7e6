package dev.earshot.gateway.socket;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.SoundDecoder;
import dev.earshot.core.container.Sniffer;
import dev.earshot.core.container.Sniffer.Finding;
import dev.earshot.gateway.audio.OpusFrames;
import dev.earshot.gateway.audio.OpusPacketSound;
import dev.earshot.gateway.audio.OpusWrapping;
import dev.earshot.gateway.dialect.ClientEvent.Flush;
import dev.earshot.gateway.dialect.ClientEvent.Reason;
import dev.earshot.gateway.dialect.ClientEvent.Unusable;
import dev.earshot.gateway.dialect.Wish.Sounds;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/// What a connection hears, from the moment it is known what its bytes are: with the request, or with a
/// message before the first sound. The stream begins then.
///
/// On the event loop only.
final class Hearing {
  private static final Optional<Unusable> UNKNOWN = Optional.of(new Unusable(Reason.BAD_FIELD,
      "sound: of no known format (expected: a message that names it first)"));

  private final Sounds sounds;
  private final Opening opening;
  private final Start start;
  private final @Nullable OpusWrapping wrapping;
  private @Nullable Sniffer sniffer;
  private @Nullable ChannelIntakes intakes;
  private boolean sniffed;
  private boolean ended;

  /// Opens the ways in.
  interface Opening {
    /// Makes one way in per channel.
    ///
    /// @param decoder of all channels; null where each frame is one channel's
    ChannelIntakes open(AudioFormat format, int channels, @Nullable SoundDecoder decoder);
  }

  /// Begins the stream.
  interface Start {
    /// What each channel hears.
    void begin(AudioFormat format, List<Flux<Sound>> channels);

    /// No sound can be made of what came.
    ///
    /// @param offset of the wrong bytes
    void unreadable(String reason, long offset);
  }

  Hearing(Sounds sounds, Opening opening, Start start) {
    this.sounds = sounds;
    this.opening = opening;
    this.start = start;
    this.sniffer = sounds instanceof Sounds.Contained(var expected, var apart)
        ? sniffer(expected, apart)
        : null;
    this.wrapping = sounds instanceof Sounds.Opus ? new OpusWrapping() : null;
  }

  /// The client is let in: the stream begins, if it is known what it sounds like.
  void admitted() {
    switch (sounds) {
      case Sounds.Frames(var format, var channels) -> begin(format, channels, null);
      case Sounds.Woven(var format, var channels, var apart) -> begin(format,
          SoundDecoder.raw(format.codec(), channels), apart);
      case Sounds.Contained _ -> {
      }
      case Sounds.Opus _ -> {
      }
      case Sounds.Agreed _ -> {
      }
    }
  }

  /// The client says what its sound is. Once it has begun, it stays as it is.
  void agree(AudioFormat format) {
    if (intakes == null && !ended) {
      begin(format, 1, null);
    }
  }

  /// Whether the stream has begun.
  boolean hasBegun() {
    return intakes != null;
  }

  /// Whether a read of the socket is welcome.
  boolean isOpen() {
    return intakes == null ? !ended : intakes.isOpen();
  }

  /// Takes a frame.
  ///
  /// @return why it could not be used, if it could not
  Optional<Unusable> take(ByteBuffer bytes) {
    if (intakes != null) {
      return intakes.take(bytes);
    }
    if (sniffer != null) {
      return sniff(sniffer, bytes);
    }
    return sounds instanceof Sounds.Opus opus && wrapping != null
        ? unwrap(wrapping, opus, bytes)
        : UNKNOWN;
  }

  /// The client asks for its words.
  ///
  /// @param channel of one, or [Flush#ALL]
  void flush(int channel) {
    if (intakes != null) {
      intakes.flush(channel);
    }
  }

  /// How much audio was understood since the stream began.
  long capturedMs() {
    return intakes == null ? 0 : intakes.capturedMs();
  }

  /// All frames of one read were taken.
  ///
  /// @param goesOn whether what they hold goes on together, however little it is
  void readComplete(boolean goesOn) {
    if (intakes != null) {
      intakes.readComplete(goesOn);
    }
  }

  /// No more comes in. What was gathered is still heard; bytes that nobody knows yet never will be.
  void end() {
    var already = ended;
    ended = true;
    if (intakes != null) {
      intakes.end();
    } else if (sniffed && !already) {
      start.unreadable("sound: ended within its header (expected: format, rate and channels)", 0);
    }
  }

  private Optional<Unusable> unwrap(OpusWrapping by, Sounds.Opus opus, ByteBuffer bytes) {
    sniffed = true;
    return switch (ended ? new OpusWrapping.Finding.More() : by.take(bytes)) {
      case OpusWrapping.Finding.More _ -> Optional.empty();
      case OpusWrapping.Finding.None(var first) -> {
        var decoded = new AudioFormat(Codec.OGG_OPUS, opus.format().sampleRateHz());
        begin(decoded, new OpusPacketSound(opus.apart() ? opus.channels() : 1), true);
        yield take(first);
      }
      case OpusWrapping.Finding.Container(var kind, var first) -> {
        var inside = sniffer(kind, opus.apart());
        sniffer = inside;
        yield sniff(inside, first);
      }
    };
  }

  private Optional<Unusable> sniff(Sniffer at, ByteBuffer bytes) {
    sniffed = true;
    var kept = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    switch (ended ? new Finding.More() : at.take(kept)) {
      case Finding.More _ -> {
      }
      case Finding.Known(var format, var sound) -> begin(format, sound, true);
      case Finding.Unreadable(var reason, var offset) -> {
        ended = true;
        start.unreadable(reason, offset);
      }
    }
    return Optional.empty();
  }

  private void begin(AudioFormat format, SoundDecoder sound, boolean apart) {
    var decoder = apart ? sound : SoundDecoder.mixed(sound);
    begin(format, decoder.channels(), decoder);
  }

  private void begin(AudioFormat format, int channels, @Nullable SoundDecoder decoder) {
    var opened = opening.open(format, channels, decoder);
    intakes = opened;
    start.begin(format, opened.sounds());
    opened.goOn(); // what came with its header
  }

  private static Sniffer sniffer(Sniffer.@Nullable Kind expected, boolean apart) {
    return expected == null
        ? Sniffer.ofAny(apart, OpusFrames::ofContainer)
        : Sniffer.of(expected, apart, OpusFrames::ofContainer);
  }
}

package dev.earshot.core.container;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.SoundDecoder;
import dev.earshot.core.audio.UnreadableSoundException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds out what a stream of bytes is from its first ones, however they are cut: which container, at
/// which rate, with how many channels.
///
/// A stream is not begun before this is known, for its capture clock is the container's. Give the
/// sniffer each binary message until it answers something else than [Finding.More]:
///
/// ```java
/// switch (sniffer.take(bytes)) {
///   case Finding.More _ -> {}                 // wait for the next message
///   case Finding.Unreadable(var reason, _) -> // refuse: 1008 DATA-0000
///   case Finding.Known(var format, var decoder) -> {
///     // begin the stream in that format, with decoder.channels() channels;
///     // then read the decoder until it gives 0: the rest of these bytes is in it.
///     // Each further message: decoder.take(message), and read until it gives 0.
///   }
/// }
/// ```
///
/// When the client ends before anything is known, [#end] says what is wrong with that. At most
/// [#MOST_BYTES] are waited for, and hardly more are kept. Not safe for use by several threads.
public final class Sniffer {
  /// What the header of a container may take until its format, rate and channels are known.
  public static final int MOST_BYTES = 64 * 1024;

  /// Containers that can be told from each other by their first bytes.
  public enum Kind {
    /// RIFF/WAVE: PCM of 8, 16, 24, 32 bits, floating point of 32 bits, mu-law, A-law.
    WAV(0x52494646),
    /// FLAC in its own container.
    FLAC(0x664c6143),
    /// Opus in Ogg.
    OGG(0x4f676753),
    /// Opus in WebM, or in Matroska.
    WEBM(0x1a45dfa3);

    /// The first bytes that each is told by.
    public static final int MAGIC_BYTES = 4;

    private final int magic;

    Kind(int magic) {
      this.magic = magic;
    }

    /// Whether a stream that begins with these bytes may be one, as far as [#MAGIC_BYTES] of them tell.
    public boolean mayBegin(ByteBuffer first) {
      for (var i = 0; i < Math.min(MAGIC_BYTES, first.remaining()); i++) {
        var wanted = (byte) (magic >>> ((MAGIC_BYTES - 1 - i) * Byte.SIZE));
        if (first.get(first.position() + i) != wanted) {
          return false;
        }
      }
      return true;
    }
  }

  /// What is known after some bytes.
  public sealed interface Finding {
    /// Nothing: more bytes are needed.
    record More() implements Finding {}

    /// Everything.
    ///
    /// @param format its codec is that of the samples in a WAV file, and PCM16 for 24 and 32 bits
    /// @param sound goes on behind the header; what is left of the bytes is waiting in it
    record Known(AudioFormat format, SoundDecoder sound) implements Finding {
      /// How many channels the sound is read in: 1 where they are heard as one.
      public int channels() {
        return sound.channels();
      }
    }

    /// That no sound can be made of it.
    ///
    /// @param reason what is wrong and what was expected; nothing but numbers is quoted
    /// @param offset of the wrong bytes, or of the element that they are in
    record Unreadable(String reason, long offset) implements Finding {}
  }

  private final Feed feed = new Feed();
  private final Set<Kind> expected;
  private final boolean apart;
  private final OpusDecoders opus;
  private @Nullable Container container;

  private Sniffer(Set<Kind> expected, boolean apart, OpusDecoders opus) {
    this.expected = expected;
    this.apart = apart;
    this.opus = opus;
  }

  /// Knows any container.
  ///
  /// @param apart whether channels are told apart; otherwise they are heard as one
  public static Sniffer ofAny(boolean apart, OpusDecoders opus) {
    return new Sniffer(EnumSet.allOf(Kind.class), apart, opus);
  }

  /// Knows this container only, because the client has said so.
  ///
  /// @param apart whether channels are told apart; otherwise they are heard as one
  public static Sniffer of(Kind kind, boolean apart, OpusDecoders opus) {
    return new Sniffer(EnumSet.of(kind), apart, opus);
  }

  /// Takes the next bytes; not to be called after anything but [Finding.More] was answered.
  public Finding take(ByteBuffer bytes) {
    feed.take(bytes);
    try {
      var into = container == null ? choose() : container;
      container = into;
      var format = into == null ? null : into.open();
      if (into != null && format != null) {
        return new Finding.Known(format, apart ? into : SoundDecoder.mixed(into));
      }
      return feed.offset() + feed.here() > MOST_BYTES
          ? new Finding.Unreadable("header: more than " + MOST_BYTES + " bytes (expected: 0.."
              + MOST_BYTES + ")", feed.offset())
          : new Finding.More();
    } catch (UnreadableSoundException e) {
      return new Finding.Unreadable(String.valueOf(e.getMessage()), e.offset());
    }
  }

  /// No more bytes come, and it was not known what they are.
  public Finding.Unreadable end() {
    var count = feed.offset() + feed.here();
    return new Finding.Unreadable(
        "header: ended after " + count + " bytes (expected: format, rate and channels)", count);
  }

  private @Nullable Container choose() throws UnreadableSoundException {
    var first = feed.peek(Kind.MAGIC_BYTES);
    if (first == null) {
      return null;
    }
    var magic = first.getInt();
    for (var kind : expected) {
      if (kind.magic == magic) {
        return switch (kind) {
          case WAV -> new WavSound(feed);
          case FLAC -> new FlacSound(feed);
          case OGG -> new OggSound(feed, apart, opus);
          case WEBM -> new WebmSound(feed, apart, opus);
        };
      }
    }
    throw new UnreadableSoundException("first bytes: 0x" + Integer.toHexString(magic)
        + " (expected: those of " + expected.stream()
            .map(Kind::name)
            .collect(Collectors.joining(", "))
        + ")", 0);
  }
}

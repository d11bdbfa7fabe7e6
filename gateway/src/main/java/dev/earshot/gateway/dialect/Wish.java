package dev.earshot.gateway.dialect;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.container.Sniffer;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.stream.StreamSpec.Recognition;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a client wants, as far as its request tells.
///
/// @param sounds what its bytes are
/// @param language lower-case tag
/// @param recognition who makes words of the sound
/// @param key where it is shown
/// @param subprotocol the one of those offered that is spoken; null where none was asked for
/// @param manners how a connection of this dialect behaves
/// @param dialect makes the connection's way of speaking
/// @param translateTo into which language finals are translated, as `de`; null where into none
public record Wish(Sounds sounds, String language, Recognition recognition, Credential key,
    @Nullable String subprotocol, Manners manners, Function<StreamId, Dialect> dialect,
    @Nullable String translateTo) {
  /// Without translation.
  public Wish(Sounds sounds, String language, Recognition recognition, Credential key,
      @Nullable String subprotocol, Manners manners, Function<StreamId, Dialect> dialect) {
    this(sounds, language, recognition, key, subprotocol, manners, dialect, null);
  }

  /// Raw sound of a device, without a subprotocol.
  ///
  /// @param channels 1, or how many are told apart by the first byte of each frame: 1, 2, ...
  public Wish(AudioFormat format, int channels, String language, Recognition recognition,
      Credential key, Function<StreamId, Dialect> dialect) {
    this(new Sounds.Frames(format, channels), language, recognition, key, null, Manners.DEVICE,
        dialect);
  }

  /// The same with its finals translated.
  ///
  /// @param other null for into no language
  public Wish translatedTo(@Nullable String other) {
    return new Wish(sounds, language, recognition, key, subprotocol, manners, dialect, other);
  }

  /// The same for those who let nobody in: a stream that goes on for hours keeps no key that was shown.
  public Wish withoutKey() {
    return new Wish(sounds, language, recognition,
        key instanceof Credential.Shown ? new Credential.Missing() : key, subprotocol, manners,
        dialect, translateTo);
  }

  /// What the bytes of a client are.
  public sealed interface Sounds {
    /// Frames of one channel each.
    ///
    /// @param format of each channel
    /// @param channels 1, or how many are told apart by the first byte of each frame: 1, 2, ...
    record Frames(AudioFormat format, int channels) implements Sounds {}

    /// Raw samples of several channels that take turns.
    ///
    /// @param format of each channel
    /// @param channels 2 or more
    /// @param apart whether they are told apart, or heard as one
    record Woven(AudioFormat format, int channels, boolean apart) implements Sounds {}

    /// One stream of bytes with a header, cut anywhere, that says what it is.
    ///
    /// @param expected what it has to be; null where it may be anything that is known
    /// @param apart whether channels are told apart, or heard as one
    record Contained(Sniffer.@Nullable Kind expected, boolean apart) implements Sounds {}

    /// Opus: one packet a message, unless the first bytes are those of Ogg or WebM.
    ///
    /// @param format of the packets; a container says its own
    /// @param channels 1 or 2 that are in a packet; a container says its own
    /// @param apart whether they are told apart, or heard as one
    record Opus(AudioFormat format, int channels, boolean apart) implements Sounds {}

    /// What a message says before the first sound: [ClientEvent.SoundIs].
    record Agreed() implements Sounds {}
  }

  /// Where a client shows its key.
  public sealed interface Credential {
    /// In the request.
    record Shown(String value) implements Credential {
      @Override
      public String toString() {
        return "Shown"; // the key belongs into no log
      }
    }

    /// Nowhere.
    record Missing() implements Credential {}

    /// In the first message, which has to come soon: a browser cannot set headers.
    record Follows() implements Credential {}
  }
}

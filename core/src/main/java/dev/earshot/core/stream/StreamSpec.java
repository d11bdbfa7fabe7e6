package dev.earshot.core.stream;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import org.jspecify.annotations.Nullable;

/// What the client asked for when it opened the stream, and who pays for it.
///
/// @param format of each channel
/// @param recognition who makes words of the sound
/// @param translateTo into which language finals are translated, as `de`; null where into none
public record StreamSpec(StreamId id, AccountId account, AudioFormat format, String language,
    Recognition recognition, @Nullable String translateTo) {
  /// Who makes words of the sound.
  public enum Recognition {
    /// A recogniser of ours; the sound is charged for.
    OURS,
    /// The client, which tells us its words; the sound is counted and free.
    CLIENT
  }

  /// Without translation.
  public StreamSpec(StreamId id, AccountId account, AudioFormat format, String language,
      Recognition recognition) {
    this(id, account, format, language, recognition, null);
  }

  /// A stream that we recognise.
  public StreamSpec(StreamId id, AccountId account, AudioFormat format, String language) {
    this(id, account, format, language, Recognition.OURS);
  }
}

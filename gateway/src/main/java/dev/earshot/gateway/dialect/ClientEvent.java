package dev.earshot.gateway.dialect;

import dev.earshot.core.audio.AudioFormat;
import java.nio.ByteBuffer;
import java.util.List;

/// What a frame of a client means.
public sealed interface ClientEvent {
  /// Nothing but a sign of life.
  record StillHere() implements ClientEvent {}

  /// Sound, as the stream's format says.
  ///
  /// @param bytes to be read before the call returns
  record Sound(ByteBuffer bytes) implements ClientEvent {}

  /// What the sound is that will come, where the request did not say it.
  record SoundIs(AudioFormat format) implements ClientEvent {}

  /// Say now what was said so far.
  ///
  /// @param channel of which, or [#ALL]
  record Flush(int channel) implements ClientEvent {
    /// Of every channel.
    public static final int ALL = -1;

    /// Of every channel.
    public Flush() {
      this(ALL);
    }
  }

  /// No more sound comes: say the last words, then close.
  record Finish() implements ClientEvent {}

  /// The key, in the first message.
  record ShowsKey(String key) implements ClientEvent {
    @Override
    public String toString() {
      return "ShowsKey"; // the key belongs into no log
    }
  }

  /// A message that only the dialect is concerned with.
  ///
  /// @param messages that answer it, in order
  /// @param unusable parts of it that were skipped; the others hold
  record Answered(List<String> messages, List<Unusable> unusable) implements ClientEvent {
    public Answered {
      messages = List.copyOf(messages);
      unusable = List.copyOf(unusable);
    }

    /// A message that is known and changes nothing.
    public static Answered nothing() {
      return new Answered(List.of(), List.of());
    }

    /// A message that is answered.
    public static Answered with(String message) {
      return new Answered(List.of(message), List.of());
    }
  }

  /// A frame that means several things, one after the other.
  record Several(List<ClientEvent> events) implements ClientEvent {
    public Several {
      events = List.copyOf(events);
    }

    public static Several of(ClientEvent... events) {
      return new Several(List.of(events));
    }
  }

  /// A message that cannot be used. It is skipped, counted and told.
  ///
  /// @param reason one of few, for the meters
  /// @param detail what is wrong and what was expected, without the client's own words
  record Unusable(Reason reason, String detail) implements ClientEvent {}

  /// Why a message cannot be used.
  enum Reason {
    /// It is not JSON.
    NOT_JSON,
    /// It is JSON, but no object.
    NOT_AN_OBJECT,
    /// Its `type` is missing or not known.
    UNKNOWN_TYPE,
    /// A field of it is missing or out of range.
    BAD_FIELD,
    /// It is sound that its codec does not explain; something like it was put in its place.
    UNREADABLE_SOUND,
    /// It is sound of a channel that was not asked for.
    UNKNOWN_CHANNEL
  }
}

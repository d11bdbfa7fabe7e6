package dev.earshot.testkit.upstream;

import java.util.Map;

/// What a [ScriptedUpstream] does wrong with the next calls. Times are milliseconds of the sound that one
/// connection brought.
public sealed interface Fault {
  /// Nothing.
  record None() implements Fault {}

  /// It answers the upgrade in HTTP.
  record Answer(int status, Map<String, String> headers, String body) implements Fault {
    public Answer(int status) {
      this(status, Map.of(), "{}");
    }
  }

  /// It takes the connection, and never answers.
  record NoAnswer() implements Fault {}

  /// It sends these bytes in place of an answer to the upgrade.
  record Noise(String bytes) implements Fault {}

  /// It is there, and neither reads nor says anything from then on: no answer to a ping either.
  record Stall(long afterMs) implements Fault {}

  /// It stands still for so long, then goes on as if nothing had been.
  record Late(long afterMs, long forMs) implements Fault {}

  /// From then on it takes so long over each piece of sound.
  record Slow(long afterMs, long eachMs) implements Fault {}

  /// It is alive and says no word.
  record Mute() implements Fault {}

  /// It breaks the connection without a word.
  record Cut(long afterMs) implements Fault {}

  /// It says goodbye.
  record Close(long afterMs, int code, String reason) implements Fault {}

  /// It says this, so many times, and goes on.
  record Say(long afterMs, String text, int times) implements Fault {}

  /// It writes these bytes, which need not be frames, so many times, and goes on.
  @SuppressWarnings("ArrayRecordComponent") // a fault is compared with nothing
  record Write(long afterMs, byte[] bytes, int times) implements Fault {}

  /// It leaves every flush unanswered.
  record NoFlush() implements Fault {}

  /// It does not end when asked to.
  record NoEnd() implements Fault {}

  /// It goes on talking when it has said its last.
  record TalksOn() implements Fault {}
}

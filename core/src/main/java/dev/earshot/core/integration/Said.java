package dev.earshot.core.integration;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import java.time.Instant;

/// The final words of one utterance, as they are told to an app.
///
/// @param number of the final in its stream, over all channels: 0, 1, ...
/// @param channel whose sound it was: 0, 1, ...
/// @param fromMs capture clock
/// @param toMs capture clock, not before `fromMs`
/// @param text not empty
/// @param at when it became final, by this instance's clock
public record Said(AccountId account, StreamId stream, long number, int channel, long fromMs,
    long toMs, String text, Instant at) {
  public Said {
    if (number < 0 || channel < 0 || fromMs < 0 || toMs < fromMs) {
      throw new IllegalArgumentException("number: " + number + ", channel: " + channel
          + ", fromMs: " + fromMs + ", toMs: " + toMs
          + " (expected: all >= 0, toMs not before fromMs)");
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("text: empty (expected: words)");
    }
  }

  /// Without the words.
  @Override
  public String toString() {
    return "Said[" + stream + ", " + number + "]";
  }
}

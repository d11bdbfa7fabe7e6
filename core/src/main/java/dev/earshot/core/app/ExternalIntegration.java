package dev.earshot.core.app;

import java.util.regex.Pattern;

/// Where an app is told of what is said, and when.
///
/// @param webhookUrl `http` or `https`, 2,048 characters at the most, without blanks
/// @param triggersOn what it is told of
public record ExternalIntegration(String webhookUrl, Trigger triggersOn) {
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s/?#]+\\S*");

  /// What an app is told of.
  public enum Trigger {
    /// Each piece of a transcript as it comes.
    TRANSCRIPT("transcript_processed"),
    /// The sound itself.
    AUDIO("audio_bytes"),
    /// A conversation when it is over.
    CONVERSATION("memory_creation");

    private final String word;

    Trigger(String word) {
      this.word = word;
    }

    /// As the seed system writes it.
    public String word() {
      return word;
    }

    /// The one that is written so.
    ///
    /// @throws IllegalArgumentException where there is none
    public static Trigger of(String word) {
      for (var trigger : values()) {
        if (trigger.word.equals(word)) {
          return trigger;
        }
      }
      throw new IllegalArgumentException("triggers_on: unknown"
          + " (expected: transcript_processed, audio_bytes or memory_creation)");
    }
  }

  public ExternalIntegration {
    Wording.checked("webhook_url", webhookUrl, 1, Listing.LONGEST_ADDRESS);
    if (!ADDRESS.matcher(webhookUrl).matches()) {
      throw new IllegalArgumentException(
          "webhook_url: no address (expected: http:// or https:// and a host)");
    }
  }
}

package dev.earshot.gateway.dialect;

/// The dialects that there are, as meters name them.
public enum Spoken {
  /// That of devices and their pages.
  DEVICE,
  /// Deepgram's.
  DEEPGRAM,
  /// OpenAI's.
  OPENAI
}

package dev.earshot.vosk;

import java.io.IOException;

/// A model in memory, shared by all voices.
interface VoiceModel extends AutoCloseable {
  /// A voice of its own for one leg. Safe for use by several threads.
  Voice open() throws IOException;

  @Override
  void close();
}

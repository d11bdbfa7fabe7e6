package dev.earshot.gateway.config;

import dev.earshot.gateway.config.GatewayConfig.Engine;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one recogniser is reached. Targets of one recogniser share its credential: what the account's
/// quota refuses at one of them, it refuses at all.
public sealed interface EngineSettings {
  /// Which recogniser.
  Engine engine();

  /// One of this process that needs no settings: sphinx, scripted, clock.
  record Embedded(Engine engine) implements EngineSettings {}

  /// Deepgram, or whatever speaks its wire: self-hosted, another Earshot.
  ///
  /// @param key null where the targets want none
  /// @param opus whether packets of Opus are sent as they came, not as samples
  record Deepgram(List<URI> targets, @Nullable Secret key, String model, boolean opus)
      implements
        EngineSettings {
    public Deepgram {
      targets = List.copyOf(targets);
    }

    /// As it is unless somebody says otherwise.
    public Deepgram(List<URI> targets, @Nullable Secret key, String model) {
      this(targets, key, model, true);
    }

    @Override
    public Engine engine() {
      return Engine.DEEPGRAM;
    }
  }

  /// OpenAI's realtime API, or a server that speaks it in its own way.
  ///
  /// @param key null where the targets want none
  record OpenAi(List<URI> targets, @Nullable Secret key, String model, Variant variant)
      implements
        EngineSettings {
    /// Whose way of speaking it.
    public enum Variant {
      OPENAI, VLLM, SPEACHES
    }

    public OpenAi {
      targets = List.copyOf(targets);
    }

    @Override
    public Engine engine() {
      return Engine.OPENAI;
    }
  }

  /// A vosk-server.
  record Vosk(List<URI> targets) implements EngineSettings {
    public Vosk {
      targets = List.copyOf(targets);
    }

    @Override
    public Engine engine() {
      return Engine.VOSK;
    }
  }

  /// Vosk in this process.
  ///
  /// @param model the folder of the user's model
  record VoskLocal(Path model) implements EngineSettings {
    @Override
    public Engine engine() {
      return Engine.VOSK_LOCAL;
    }
  }
}

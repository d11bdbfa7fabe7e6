package dev.earshot.gateway.config;

import dev.earshot.gateway.config.EngineSettings.Embedded;
import dev.earshot.gateway.config.GatewayConfig.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which recognisers there are, and how a stream goes from one to the next.
///
/// @param all best first, 1 or more, each once
/// @param models where the model of the embedded one is unpacked, or lies so; null for the data folder
/// @param prices what an hour of each costs, by its name; those that are not in it cost nothing
public record Engines(List<EngineSettings> all, Relaying relaying, @Nullable Path models,
    Map<String, Double> prices) {
  /// How a stream goes from one recogniser to the next.
  ///
  /// @param replay how much sound that is not final is kept for the next one
  /// @param mute after so much speech without a word a recogniser is left
  /// @param stall after so long without a sign of life a recogniser is left
  /// @param gate whether silence is kept from recognisers that are paid
  /// @param prewarm how many connections to each target are made before they are needed
  /// @param silero the model file with which voices are told from noise; null for their energy alone
  public record Relaying(Duration replay, Duration mute, Duration stall, boolean gate, int prewarm,
      @Nullable Path silero) {
    public static final Relaying DEFAULT = new Relaying(Duration.ofSeconds(15),
        Duration.ofSeconds(6), Duration.ofSeconds(5), false, 0, null);
  }

  public Engines {
    all = List.copyOf(all);
    prices = Map.copyOf(prices);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("engines: none (expected: 1 or more)");
    }
  }

  /// With models in the data folder, that cost nothing as far as anybody said.
  public Engines(List<EngineSettings> all, Relaying relaying) {
    this(all, relaying, null, Map.of());
  }

  /// The same models and prices for these recognisers.
  public Engines withAll(List<EngineSettings> other) {
    return new Engines(other, relaying, models, prices);
  }

  /// Those that need no settings.
  public static Engines embedded(List<Engine> engines) {
    return new Engines(engines.stream().<EngineSettings>map(Embedded::new).toList(),
        Relaying.DEFAULT);
  }

  /// As the configuration names them, best first.
  public List<String> names() {
    return all.stream().map(settings -> settings.engine().wireName()).toList();
  }
}

package dev.earshot.gateway.dialect.openai;

import dev.earshot.core.recogniser.Capabilities;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a client has set its session up: the full, effective state.
///
/// @param noise `near_field` or `far_field`, without effect; null for none
/// @param include what is to be told beside the words; without effect
record Session(InputFormat format, Transcribing transcribing, TurnDetection turns,
    @Nullable String noise, List<String> include) {
  Session {
    include = List.copyOf(include);
  }

  /// As it is where nobody says anything: turns are found by the recogniser, which is the model.
  static Session by(Capabilities engine) {
    return new Session(InputFormat.USUAL, Transcribing.by(engine.name()), TurnDetection.usual(),
        null, List.of());
  }

  Session with(InputFormat other) {
    return new Session(other, transcribing, turns, noise, include);
  }

  Session with(Transcribing other) {
    return new Session(format, other, turns, noise, include);
  }

  Session with(TurnDetection other) {
    return new Session(format, transcribing, other, noise, include);
  }

  Session withNoise(@Nullable String other) {
    return new Session(format, transcribing, turns, other, include);
  }

  Session including(List<String> other) {
    return new Session(format, transcribing, turns, noise, other);
  }

  /// The same with another model named.
  Session withModel(String model) {
    return with(new Transcribing(model, transcribing.language(), transcribing.languages(),
        transcribing.prompt(), transcribing.keywords(), transcribing.delay()));
  }
}

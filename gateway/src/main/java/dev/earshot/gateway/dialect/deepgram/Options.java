package dev.earshot.gateway.dialect.deepgram;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// How a client wants to be told what is heard.
///
/// @param interim whether guesses are told
/// @param endpointingMs silence that ends an utterance; [Pauses#OFF] for none
/// @param utteranceEndMs gap between words that is told; [WordGaps#OFF] for none
/// @param vadEvents whether the beginning of speech is told
/// @param events whether it is told what goes on with the recogniser
/// @param model as the client calls it, and its version
/// @param tags that the client wants to find again
/// @param extra what is to be told back with each result
record Options(boolean interim, int endpointingMs, int utteranceEndMs, boolean vadEvents,
    boolean events, Model model, List<String> tags, SequencedMap<String, String> extra) {
  private static final int ENDPOINTING_MS = 10;
  private static final int LONGEST_MS = 60_000;
  private static final int UTTERANCE_END_MS = 1_000;
  private static final String NEWEST = "latest";

  Options {
    tags = List.copyOf(tags);
  }

  /// What listens.
  ///
  /// @param name as the client calls it
  /// @param version as the client calls it
  /// @param arch the recogniser that really listens
  record Model(String name, String version, String arch) {}

  /// Those of a query; what is wrong with them is noted there.
  ///
  /// @param engine the recogniser's name, by which a model goes that the client does not name
  static Options of(ListenQuery query, String engine) {
    var model = new Model(query.text(Parameter.MODEL, engine),
        query.text(Parameter.VERSION, NEWEST), engine);
    return new Options(query.flag(Parameter.INTERIM_RESULTS), endpointing(query),
        query.number(Parameter.UTTERANCE_END_MS, WordGaps.OFF, UTTERANCE_END_MS, LONGEST_MS, "ms"),
        query.flag(Parameter.VAD_EVENTS), query.flag(Parameter.EARSHOT_EVENTS, true), model,
        query.labels(Parameter.TAG),
        query.pairs(Parameter.EXTRA));
  }

  private static int endpointing(ListenQuery query) {
    return switch (query.text(Parameter.ENDPOINTING, "true").toLowerCase(Locale.ROOT)) {
      case "false" -> Pauses.OFF;
      case "true" -> ENDPOINTING_MS;
      default -> query.number(Parameter.ENDPOINTING, ENDPOINTING_MS, 0, LONGEST_MS,
          "ms, or false");
    };
  }

  /// What is told back with each result; null where there is nothing.
  @Nullable
  Map<String, String> extraOrNull() {
    return extra.isEmpty() ? null : extra;
  }
}

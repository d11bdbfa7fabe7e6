package dev.earshot.gateway.dialect.deepgram;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A parameter of `/v1/listen` and what becomes of it; the table of `docs/protocol.md` says the same.
enum Parameter {
  MODEL(Treatment.HONOURED, Kind.NAME), VERSION(Treatment.HONOURED, Kind.NAME), LANGUAGE(
      Treatment.HONOURED,
      Kind.NAME), ENCODING(Treatment.HONOURED, Kind.NAME), SAMPLE_RATE(Treatment.HONOURED,
          Kind.NAME), CHANNELS(Treatment.HONOURED, Kind.NAME), MULTICHANNEL(Treatment.HONOURED,
              Kind.FLAG), INTERIM_RESULTS(Treatment.HONOURED, Kind.FLAG), ENDPOINTING(
                  Treatment.HONOURED,
                  Kind.NAME), UTTERANCE_END_MS(Treatment.HONOURED, Kind.NAME), VAD_EVENTS(
                      Treatment.HONOURED,
                      Kind.FLAG), TAG(Treatment.HONOURED, Kind.LABELS), EXTRA(Treatment.HONOURED,
                          Kind.PAIRS), EARSHOT_EVENTS(Treatment.HONOURED,
                              Kind.FLAG), SMART_FORMAT(Treatment.IGNORED, Kind.FLAG), PUNCTUATE(
                                  Treatment.IGNORED,
                                  Kind.FLAG), NUMERALS(Treatment.IGNORED, Kind.FLAG), DICTATION(
                                      Treatment.IGNORED,
                                      Kind.FLAG), PROFANITY_FILTER(Treatment.IGNORED,
                                          Kind.FLAG), FILLER_WORDS(Treatment.IGNORED,
                                              Kind.FLAG), MEASUREMENTS(Treatment.IGNORED,
                                                  Kind.FLAG), DIARIZE(Treatment.IGNORED,
                                                      Kind.FLAG), DIARIZE_MODEL(Treatment.IGNORED,
                                                          Kind.NAME), DETECT_ENTITIES(
                                                              Treatment.IGNORED,
                                                              Kind.FLAG), KEYTERM(Treatment.IGNORED,
                                                                  Kind.TERMS), KEYWORDS(
                                                                      Treatment.IGNORED,
                                                                      Kind.TERMS), SEARCH(
                                                                          Treatment.IGNORED,
                                                                          Kind.TERMS), REPLACE(
                                                                              Treatment.IGNORED,
                                                                              Kind.TERMS), REDACT(
                                                                                  Treatment.IGNORED,
                                                                                  Kind.TERMS), MIP_OPT_OUT(
                                                                                      Treatment.IGNORED,
                                                                                      Kind.FLAG), NO_DELAY(
                                                                                          Treatment.IGNORED,
                                                                                          Kind.FLAG), CALLBACK(
                                                                                              Treatment.REFUSED,
                                                                                              Kind.NAME), CALLBACK_METHOD(
                                                                                                  Treatment.REFUSED,
                                                                                                  Kind.NAME);

  /// What becomes of it.
  enum Treatment {
    /// It does what it says.
    HONOURED,
    /// Its value is checked, and changes nothing.
    IGNORED,
    /// A client that needs it would be misled.
    REFUSED
  }

  /// How its value is written.
  enum Kind {
    /// `true` or `false`, once.
    FLAG,
    /// 1 to 128 characters, once.
    NAME,
    /// 1 to 128 characters, up to 32 times.
    LABELS,
    /// 1 to 512 characters, up to 200 times.
    TERMS,
    /// `name:value`, up to 32 times and 2,048 bytes together.
    PAIRS
  }

  private static final Map<String, Parameter> BY_NAME = Arrays.stream(values())
      .collect(Collectors.toMap(Parameter::wireName, Function.identity()));

  private final Treatment treatment;
  private final Kind kind;

  Parameter(Treatment treatment, Kind kind) {
    this.treatment = treatment;
    this.kind = kind;
  }

  /// The parameter of this name; empty where none is known, which is accepted without effect: SDKs add
  /// some as time goes by.
  static Optional<Parameter> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  Treatment treatment() {
    return treatment;
  }

  Kind kind() {
    return kind;
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

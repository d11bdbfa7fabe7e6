package dev.earshot.gateway.upstream.openai;

import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Capabilities.Feed;
import dev.earshot.core.recogniser.Capabilities.Session;
import dev.earshot.core.recogniser.Tariff;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;

/// Whose way of speaking OpenAI's realtime protocol.
public enum Variant {
  /// The service itself, as it is since its general availability, and another Earshot. Its session ends by
  /// itself after 30 minutes (it was 15 once, and 60 is read of). How many it lets speak at once depends on
  /// the account; it says so when there are too many.
  OPENAI(24_000, true, Duration.ofMinutes(30), 100, Tariff.SOUND),

  /// vLLM's `/v1/realtime`: 16 kHz, the model at the top, one generation at a time. Nobody is paid for it.
  VLLM(16_000, true, ChronoUnit.FOREVER.getDuration(), 64, Tariff.NOTHING),

  /// speaches: the model in the query, the words of the beta, no guesses. Nobody is paid for it.
  SPEACHES(24_000, false, ChronoUnit.FOREVER.getDuration(), 64, Tariff.NOTHING);

  private final int rateHz;
  private final boolean partials;
  private final Duration longest;
  private final int concurrentLegs;
  private final Tariff tariff;

  Variant(int rateHz, boolean partials, Duration longest, int concurrentLegs, Tariff tariff) {
    this.rateHz = rateHz;
    this.partials = partials;
    this.longest = longest;
    this.concurrentLegs = concurrentLegs;
    this.tariff = tariff;
  }

  /// As it is written in messages.
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Samples per second that it takes.
  int rateHz() {
    return rateHz;
  }

  /// As it wants to be treated. Nobody names a pace, or bounds other than 15 MiB a message: pieces are as short
  /// as partials want it. Words have no times, and the languages are the model's.
  public Capabilities capabilities() {
    return new Capabilities(wireName(), Set.of(), partials, false,
        new Feed(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(2),
            Double.POSITIVE_INFINITY, true),
        new Session(Duration.ZERO, longest, concurrentLegs), tariff);
  }
}

package dev.earshot.gateway.upstream.openai;

import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Capabilities.Feed;
import dev.earshot.core.recogniser.Capabilities.Session;
import dev.earshot.core.recogniser.Tariff;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/// Whose way of speaking OpenAI's realtime protocol.
public enum Variant {
  /// The service itself, as it is since its general availability, and another Earshot. Its session ends by
  /// itself after 30 minutes (it was 15 once, and 60 is read of). How many it lets speak at once depends on
  /// the account; it says so when there are too many.
  OPENAI(24_000, new Capabilities("openai", Set.of(), true, false, feed(),
      new Session(Duration.ZERO, Duration.ofMinutes(30), 100), Tariff.SOUND)),

  /// vLLM's `/v1/realtime`: 16 kHz, the model at the top, one generation at a time. Nobody is paid for it.
  VLLM(16_000, new Capabilities("vllm", Set.of(), true, false, feed(), endless(), Tariff.NOTHING)),

  /// speaches: the model in the query, the words of the beta, no guesses. Nobody is paid for it.
  SPEACHES(24_000, new Capabilities("speaches", Set.of(), false, false, feed(), endless(),
      Tariff.NOTHING));

  private final int rateHz;
  private final Capabilities capabilities;

  Variant(int rateHz, Capabilities capabilities) {
    this.rateHz = rateHz;
    this.capabilities = capabilities;
  }

  /// Samples per second that it takes.
  int rateHz() {
    return rateHz;
  }

  /// As it wants to be treated.
  public Capabilities capabilities() {
    return capabilities;
  }

  /// Nobody names a pace, or bounds other than 15 MiB a message: pieces are as short as partials want it.
  private static Feed feed() {
    return new Feed(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(2),
        Double.POSITIVE_INFINITY, true);
  }

  private static Session endless() {
    return new Session(Duration.ZERO, ChronoUnit.FOREVER.getDuration(), 64);
  }
}

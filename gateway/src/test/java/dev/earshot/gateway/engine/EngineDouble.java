package dev.earshot.gateway.engine;

import dev.earshot.core.cost.Spent;
import dev.earshot.core.recogniser.Tariff;
import dev.earshot.core.transcript.Trouble;
import dev.earshot.gateway.engine.EngineReport.Given;
import dev.earshot.gateway.engine.EngineReport.Legs;
import dev.earshot.gateway.engine.EngineReport.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// Two recognisers that do what they are told: deepgram, which failed, at two targets, and sphinx.
public final class EngineDouble implements EngineDesk {
  private final List<String> orders = new ArrayList<>();
  private boolean ledgerIsAway;
  private State second = State.RESTING;

  /// The ledger of costs answers no more.
  public void loseTheLedger() {
    ledgerIsAway = true;
  }

  /// What it was ordered, such as `leave sphinx`.
  public List<String> orders() {
    return List.copyOf(orders);
  }

  @Override
  public List<EngineReport> reports() {
    return List.of(
        new EngineReport("deepgram", "wss://a", State.AVAILABLE, Duration.ZERO, new Legs(2, 5),
            Map.of(Trouble.LOST, 1L), null,
            new Given(Duration.ofSeconds(3), Duration.ofSeconds(4), Tariff.SOUND)),
        new EngineReport("deepgram", "wss://b", second, Duration.ofMillis(1_500), new Legs(0, 7),
            Map.of(Trouble.LOST, 2L, Trouble.BUSY, 3L), "no room (429)",
            new Given(Duration.ofSeconds(5), Duration.ofSeconds(6), Tariff.SOUND)),
        new EngineReport("sphinx", "sphinx", State.LEFT, Duration.ZERO, new Legs(0, 0), Map.of(),
            null, new Given(Duration.ZERO, Duration.ZERO, Tariff.NOTHING)));
  }

  @Override
  public Mono<List<Spent>> spent() {
    return ledgerIsAway
        ? Mono.error(new IllegalStateException("away"))
        : Mono.just(List.of(new Spent("deepgram", 9_000, 10_000)));
  }

  @Override
  public boolean leave(String engine) {
    return ordered("leave", engine);
  }

  @Override
  public boolean comeback(String engine) {
    second = State.AVAILABLE;
    return ordered("comeback", engine);
  }

  private boolean ordered(String what, String engine) {
    orders.add(what + " " + engine);
    return reports().stream().anyMatch(report -> report.engine().equals(engine));
  }
}

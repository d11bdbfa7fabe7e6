package dev.earshot.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.earshot.core.integration.Batch;
import dev.earshot.core.integration.Entry;
import dev.earshot.core.integration.InProcessOutbox;
import dev.earshot.core.integration.Line;
import dev.earshot.core.integration.Outbox;
import dev.earshot.core.integration.OutboxBounds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import reactor.core.publisher.Mono;

/// What an outbox that does nothing, or too much, does not pass.
class OutboxContractTest {
  @Test
  void contract_outboxDoesNothing_failsWithEachOfItsTests() {
    var tests = run(Idle.class);

    assertThat(tests.started().count()).isPositive();
    assertThat(tests.failed().count()).isEqualTo(tests.started().count());
  }

  @Test
  void contract_outboxWithoutBounds_fails() {
    assertThat(run(Boundless.class).failed()
        .stream()
        .map(event -> event.getTestDescriptor().getDisplayName()))
        .containsExactlyInAnyOrder("append_moreThanFits_dropsTheOldestWithItsBatch()",
            "append_moreBytesThanFit_dropsTheOldest()");
  }

  private static Events run(Class<?> subject) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(subject))
        .execute()
        .testEvents();
  }

  static class Boundless implements OutboxContract {
    private final Outbox outbox = new InProcessOutbox(
        new OutboxBounds(Long.MAX_VALUE, Long.MAX_VALUE));

    @Override
    public Outbox outbox() {
      return outbox;
    }
  }

  static class Idle implements OutboxContract {
    @Override
    public Outbox outbox() {
      return new Outbox() {
        @Override
        public Mono<Long> append(List<Entry> entries) {
          return Mono.just(0L);
        }

        @Override
        public Mono<List<Line>> lines() {
          return Mono.just(List.of());
        }

        @Override
        public Mono<Batch> next(Line line, int most) {
          return Mono.empty();
        }

        @Override
        public Mono<Void> remove(Batch batch) {
          return Mono.empty();
        }

        @Override
        public Mono<Long> remove(Line line) {
          return Mono.just(0L);
        }

        @Override
        public Mono<Long> prune(Instant before) {
          return Mono.just(0L);
        }

        @Override
        public Mono<Held> held() {
          return Mono.just(new Held(0, 0, Optional.empty()));
        }
      };
    }
  }
}

package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.earshot.core.invalidation.InvalidationBus;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What all [InvalidationBus]es must do: who says that a key holds no longer is heard on every instance.
///
/// The seed's tests 38 to 43 and 46 to 50, on two instances.
public interface InvalidationBusContract {
  /// One instance's bus; the same each time within a test, not started.
  InvalidationBus here();

  /// Another instance's, on the same channel.
  InvalidationBus there();

  /// How long something that was said may take to be heard.
  default Duration patience() {
    return Duration.ofSeconds(30);
  }

  @AfterEach
  default void stopBoth() {
    here().stop();
    there().stop();
  }

  /// Seed tests 38 and 49.
  @Test
  default void publish_exactKey_isHeardOnBothInstances() {
    var one = listen(here(), "apps:1");
    var other = listen(there(), "apps:1");
    say("apps:1", "apps:10", "apps:");

    await(() -> one.equals(List.of("apps:1")) && other.equals(List.of("apps:1")));
  }

  /// Seed tests 39 and 41.
  @Test
  default void publish_noPatternMatches_callsNobody() {
    var exact = listen(there(), "apps:1");
    var wild = listen(there(), "popular*");
    var marked = listen(there(), "mark");
    say("apps:2", "app", "popula", "mark");

    await(() -> marked.equals(List.of("mark")));
    assertThat(exact).isEmpty();
    assertThat(wild).isEmpty();
  }

  /// Seed test 40.
  @Test
  default void publish_wildcard_matchesSuffixesAndTheBarePrefix() {
    var heard = listen(there(), "apps*");
    say("apps", "apps:reviews=1", "apps*");

    await(() -> heard.equals(List.of("apps", "apps:reviews=1", "apps*")));
  }

  /// Seed test 42.
  @Test
  default void register_twiceForOnePattern_callsBoth() {
    var one = listen(there(), "apps:1");
    var other = listen(there(), "apps:1");
    say("apps:1");

    await(() -> one.equals(List.of("apps:1")) && other.equals(List.of("apps:1")));
  }

  /// Seed test 43.
  @Test
  default void callback_fails_theNextIsCalledAndItIsCounted() {
    there().register("apps*", _ -> {
      throw new IllegalStateException("a mistake of the callback's");
    });
    var heard = listen(there(), "apps*");
    say("apps:1", "apps:2");

    await(() -> heard.equals(List.of("apps:1", "apps:2")));
    assertThat(there().statistics().failed()).isEqualTo(2);
  }

  @Test
  default void register_disposed_hearsNoMore() {
    var gone = new CopyOnWriteArrayList<String>();
    var registration = there().register("apps:1", gone::add);
    var stays = listen(there(), "apps:1");
    registration.dispose();
    say("apps:1");

    await(() -> stays.equals(List.of("apps:1")));
    assertThat(gone).isEmpty();
  }

  /// Seed test 50.
  @Test
  default void publish_manyKeys_areAllHeardInTheirOrder() {
    var heard = listen(there(), "many:*");
    var keys = IntStream.range(0, 2_500).mapToObj(i -> "many:" + i).toList();
    say(keys);

    await(() -> heard.size() == keys.size());
    assertThat(heard).isEqualTo(keys);
  }

  @Test
  default void publish_oddKeys_arriveAsTheyAre() {
    var heard = listen(there(), "odd:*");
    var keys = List.of("odd:\"quoted\\\"", "odd:line\nbreak", "odd:ü 漢 😀", "odd:\u0000\u001f",
        "odd:" + "x".repeat(InvalidationBus.LONGEST_KEY - 4));
    say(keys);

    await(() -> heard.size() == keys.size());
    assertThat(heard).isEqualTo(keys);
  }

  @Test
  default void publish_emptyOrTooLongKey_fails() {
    assertThatIllegalArgumentException().isThrownBy(() -> done(here().publish(List.of(""))));
    assertThatIllegalArgumentException().isThrownBy(
        () -> done(here().publish(List.of("x".repeat(InvalidationBus.LONGEST_KEY + 1)))));
  }

  @Test
  default void publish_notSubscribed_saysNothing() {
    var heard = listen(there(), "*");
    begin();
    heard.clear();
    var first = here().publish(List.of("first"));
    done(here().publish(List.of("second")));
    await(() -> heard.contains("second"));
    done(first);

    await(() -> heard.contains("first"));
    assertThat(heard).endsWith("second", "first");
  }

  /// Seed tests 47 and 48.
  @Test
  default void start_twiceAndStop_hearsOnceThenNothing() {
    var heard = listen(there(), "apps*");
    there().start();
    there().start();
    say("apps:1");
    await(() -> !heard.isEmpty());
    there().stop();
    there().stop();
    say(here(), List.of("apps:2"));
    there().start();
    say("apps:3");

    await(() -> heard.contains("apps:3"));
    assertThat(heard).containsExactly("apps:1", "apps:3");
  }

  @Test
  default void onGap_eachStart_isTold() {
    var gaps = new AtomicInteger();
    var gone = new AtomicInteger();
    there().onGap(gone::incrementAndGet).dispose();
    there().onGap(gaps::incrementAndGet);
    there().start();
    await(() -> gaps.get() == 1);
    there().stop();
    there().start();

    await(() -> gaps.get() == 2);
    assertThat(gone.get()).isZero();
    assertThat(there().statistics().gaps()).isEqualTo(2);
  }

  @Test
  default void statistics_published_areCountedOnBothSides() {
    var heard = listen(there(), "counted");
    say("counted");

    await(() -> heard.equals(List.of("counted")));
    assertThat(here().statistics().published()).isPositive();
    assertThat(here().statistics().unpublished()).isZero();
    assertThat(there().statistics().received()).isPositive();
    assertThat(there().statistics().poisoned()).isZero();
  }

  private void await(BooleanSupplier condition) {
    Answers.await(condition, patience());
  }

  private static List<String> listen(InvalidationBus bus, String pattern) {
    var heard = new CopyOnWriteArrayList<String>();
    bus.register(pattern, heard::add);
    return heard;
  }

  private void say(String... keys) {
    say(List.of(keys));
  }

  private void say(Collection<String> keys) {
    begin();
    say(here(), keys);
  }

  private static void say(InvalidationBus bus, Collection<String> keys) {
    done(bus.publish(keys));
  }

  /// Both hear: a subscription may take a moment to reach the channel.
  private void begin() {
    for (var bus : List.of(here(), there())) {
      var probe = "~probe-" + UUID.randomUUID();
      var heard = listen(bus, probe);
      bus.start();
      await(() -> {
        say(here(), List.of(probe));
        return !heard.isEmpty();
      });
    }
  }
}

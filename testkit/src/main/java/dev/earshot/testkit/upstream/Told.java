package dev.earshot.testkit.upstream;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.Word;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What a leg told, and how it is looked at.
///
/// @param events in their order
public record Told(List<TranscriptEvent> events) {
  /// So long nothing lasts, on the slowest machine.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  public List<Final> finals() {
    return events.stream().filter(Final.class::isInstance).map(Final.class::cast).toList();
  }

  /// The words of all finals.
  public List<Word> finalWords() {
    return finals().stream().flatMap(one -> one.words().stream()).toList();
  }

  /// Their texts.
  public List<String> words() {
    return finalWords().stream().map(Word::text).toList();
  }

  /// How many flushes that were asked for are answered.
  public long answers() {
    return events.stream().filter(one -> one instanceof HeardTo heard && heard.asked()).count();
  }

  /// A leg of English at 16 kHz.
  public static Leg leg(long firstUtterance) {
    return new Leg(new StreamId(UUID.randomUUID()), AudioFormat.pcm16(16_000), "en",
        firstUtterance);
  }

  public static <T> T await(Mono<T> mono) {
    return mono.blockOptional(PATIENCE).orElseThrow();
  }

  /// What this fails with.
  public static Throwable failure(Flux<?> failing) {
    return await(failing.ignoreElements()
        .cast(Throwable.class)
        .onErrorResume(Mono::just));
  }

  /// Waits for it.
  public static void until(BooleanSupplier holds) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it does not hold after " + PATIENCE);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}

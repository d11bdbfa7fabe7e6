package dev.earshot.load.device;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Streams that were begun together, and what they have noted since somebody last asked. May be used from
/// any thread but an event loop's.
public final class Round implements AutoCloseable {
  private static final int CLOSE_SECONDS = 5;

  private final List<Rota> rotas;
  private final Voice voice;

  Round(List<Rota> rotas, Voice voice) {
    this.rotas = rotas;
    this.voice = voice;
  }

  /// What was noted since the last time, or since the beginning; what is told here is not told again. So a
  /// warm-up is what is taken and not looked at.
  public Slice take() throws InterruptedException {
    var taken = rotas.stream()
        .map(rota -> rota.loop().submit(() -> rota.tally().take(rota.now())))
        .toList();
    var sum = Fleet.answer(taken.getFirst());
    for (var other : taken.subList(1, taken.size())) {
      sum = sum.plus(Fleet.answer(other), true);
    }
    return sum;
  }

  /// Completes when the last stream has ended, well or not; within half a minute of the plan's end.
  public CompletableFuture<Void> over() {
    return CompletableFuture.allOf(
        rotas.stream().map(Rota::over).toArray(CompletableFuture[]::new));
  }

  /// Begins no further stream, and lets all that talk finish; [#over] tells when they have.
  public void stop() {
    rotas.forEach(rota -> rota.loop().execute(rota::stop));
  }

  /// Stops, and waits a little for the last words.
  @Override
  public void close() {
    stop();
    try {
      over().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      rotas.forEach(rota -> rota.loop().execute(rota::abandon));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // behind all that still writes
    rotas.forEach(rota -> rota.loop()
        .submit(() -> {})
        .awaitUninterruptibly(CLOSE_SECONDS,
            TimeUnit.SECONDS));
    voice.close();
  }
}

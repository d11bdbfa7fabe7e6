package dev.earshot.load.device;

import dev.earshot.load.device.LoyalDevice.Diary;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Devices that talk all the time and come back whenever their connection ends. May be used from any thread
/// but an event loop's.
public final class Regulars implements AutoCloseable {
  private static final long SEED = 20_261_129;
  private static final int ANSWER_SECONDS = 10;
  private static final long LOOK_MS = 100;

  private final EventLoop loop;
  private final List<Line> lines;
  private final Random random = new Random(SEED);
  private final List<LoyalDevice> devices = new CopyOnWriteArrayList<>();
  private final List<Visit> visits = new CopyOnWriteArrayList<>();
  private final AtomicInteger left = new AtomicInteger();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private int called;

  private Regulars(EventLoop loop, List<Line> lines) {
    this.loop = loop;
    this.lines = lines;
  }

  /// Those who speak these dialects, one after the other, with sound that says which second it is.
  public static Regulars of(Fleet fleet, List<Target> targets, Shape shape, WordClock words) {
    return new Regulars(fleet.firstLoop(),
        targets.stream()
            .map(target -> Line.of(target, shape, words, Voice.ofSentinels(shape, target
                .dialect())))
            .toList());
  }

  /// Calls in so many more, evenly within a time.
  public void call(int more, Duration within) {
    left.addAndGet(more);
    for (var i = 0; i < more; i++) {
      var device = new LoyalDevice(called, lines.get(called % lines.size()), loop, random,
          new Diary() {
            @Override
            public void over(Visit visit) {
              visits.add(visit);
            }

            @Override
            public void gone() {
              if (left.decrementAndGet() == 0) {
                over.complete(null);
              }
            }
          });
      called++;
      devices.add(device);
      var _ = loop.schedule(device::call, within.toNanos() * i / more, TimeUnit.NANOSECONDS);
    }
  }

  /// How many were called in.
  public int called() {
    return called;
  }

  /// How many send sound now.
  public int talking() throws InterruptedException {
    return Fleet.answer(
        loop.submit(() -> (int) devices.stream().filter(LoyalDevice::isTalking).count()));
  }

  /// Waits until all that were called in send sound, or for as long as that.
  public void awaitAll(Duration within) throws InterruptedException {
    var deadline = System.nanoTime() + within.toNanos();
    while (talking() < called && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }

  /// All connections that are over.
  public List<Visit> visits() {
    return List.copyOf(visits);
  }

  /// Has all come to their end, and waits until they have; they take half a minute at the most.
  ///
  /// @return how many of them were sending sound until then
  public int finish() throws InterruptedException {
    int talked = Fleet.answer(loop.submit(() -> {
      var talking = (int) devices.stream().filter(LoyalDevice::isTalking).count();
      new ArrayList<>(devices).forEach(LoyalDevice::finish);
      return talking;
    }));
    over.orTimeout(ANSWER_SECONDS * 4L, TimeUnit.SECONDS).join();
    return talked;
  }

  @Override
  public void close() {
    loop.submit(() -> devices.forEach(LoyalDevice::finish))
        .awaitUninterruptibly(ANSWER_SECONDS, TimeUnit.SECONDS);
    lines.forEach(line -> line.voice().close());
  }
}

package dev.earshot.core.cache;

import static dev.earshot.core.cache.Rig.SHARED;
import static dev.earshot.core.cache.Rig.TTL;

import dev.earshot.core.invalidation.InProcessBus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// A play of two instances over one second level, as its seed draws it: questions, writes, invalidations,
/// loads and steps of the second level that end in any order. Everybody's answers are judged.
final class Interleaving {
  private static final int STEPS = 100;
  private static final int KEYS = 2;

  private final long seed;
  private final Random random;
  private final Rig rig = new Rig();
  private final AwkwardLevel second = new AwkwardLevel(rig.second());
  private final List<CacheManager> instances;
  private final List<Loading> loadings = new ArrayList<>();
  private final int[] written = new int[KEYS];
  private final int[] acknowledged = new int[KEYS];
  private final List<String> wrong = new ArrayList<>();
  private long told;

  /// A loader that has read the source and has not said so yet.
  private record Loading(int version, Sinks.One<String> answer) {}

  Interleaving(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    var bus = new InProcessBus();
    this.instances = List.of(rig.open(second, bus), rig.open(second, bus.beside()));
    second.slow();
  }

  /// Plays it to its end, and says how many answers were judged.
  long play() {
    for (var step = 0; step < STEPS; step++) {
      switch (random.nextInt(10)) {
        case 0 -> write();
        case 1, 2, 3 -> ask();
        case 4, 5, 6 -> second();
        case 7, 8 -> load();
        default -> wait(step);
      }
    }
    finish();
    if (!wrong.isEmpty()) {
      throw new AssertionError(wrong.toString());
    }
    return told;
  }

  private void ask() {
    var key = random.nextInt(KEYS);
    var least = acknowledged[key];
    anybody().getOrFetch(SHARED.key("key" + key), TTL, () -> Mono.defer(() -> {
      var loading = new Loading(written[key], Sinks.one());
      loadings.add(loading);
      return loading.answer().asMono();
    })).subscribe(value -> {
      told++;
      if (Integer.parseInt(value) < least) {
        wrong.add("seed " + seed + ": told " + value + " (expected: >= " + least + ")");
      }
    }, _ -> {});
  }

  private void write() {
    var key = random.nextInt(KEYS);
    var version = ++written[key];
    anybody().invalidate(SHARED.key("key" + key))
        .subscribe(_ -> {}, _ -> {}, () -> acknowledged[key] = Math.max(acknowledged[key],
            version));
  }

  private void second() {
    if (second.isWaiting()) {
      second.next(random);
    }
  }

  private void load() {
    if (loadings.isEmpty()) {
      return;
    }
    var loading = loadings.remove(random.nextInt(loadings.size()));
    switch (random.nextInt(8)) {
      case 0 -> loading.answer().tryEmitEmpty();
      case 1 -> loading.answer().tryEmitError(new IllegalStateException("away"));
      default -> loading.answer().tryEmitValue(Integer.toString(loading.version()));
    }
  }

  /// A little at any time; long enough for values to age, and for the marks of deletions to go, only when
  /// nothing is under way: no load takes as long.
  private void wait(int step) {
    if (step % 3 == 0) {
      finish();
      rig.passMillis(random.nextInt(40_000));
    } else {
      rig.passMillis(random.nextInt(100));
    }
  }

  private void finish() {
    while (second.isWaiting() || !loadings.isEmpty()) {
      second();
      load();
    }
  }

  private CacheManager anybody() {
    return instances.get(random.nextInt(instances.size()));
  }
}

package dev.earshot.sphinx;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.testkit.SpeechSample;
import dev.earshot.testkit.WordErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Prints how well, how promptly and at what cost the recogniser hears, fed directly.
///
/// `java --enable-native-access=ALL-UNNAMED -cp ... dev.earshot.sphinx.SphinxBench words pace memory`
final class SphinxBench {
  private static final Duration STEP = Duration.ofMillis(100);

  private final Hearing hearing = Hearing.withDecoders(8);
  private final List<Long> firstPartials = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> firstFinals = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> laterFinals = Collections.synchronizedList(new ArrayList<>());

  private SphinxBench() {}

  /// Prints the chosen figures.
  ///
  /// @param what any of `words`, `pace`, `crowd`, `memory`, in this order
  public static void main(String[] what) throws IOException {
    var bench = new SphinxBench();
    var begun = System.nanoTime();
    bench.hearing.ready();
    print("ready after " + sinceMs(begun) + " ms, RSS " + rssMb() + " MB");
    for (var one : what) {
      switch (one) {
        case "words" -> bench.words();
        case "pace" -> bench.paced(1);
        case "crowd" -> bench.paced(3);
        case "memory" -> bench.memory();
        default -> print("expected: words, pace, crowd or memory");
      }
    }
    bench.hearing.close();
  }

  /// Every clip on a leg of its own, then the minute on one.
  private void words() {
    words("clips", SpeechSample.clips(16_000));
    words("minute", List.of(SpeechSample.minute(16_000)));
  }

  private void words(String name, List<SpeechSample> samples) {
    var begun = System.nanoTime();
    var millis = 0L;
    var errors = new WordErrors(0, 0);
    for (var sample : samples) {
      errors = errors.plus(WordErrors.between(sample.text(), hearing.text(sample)));
      millis += sample.wav().millis();
    }
    print("%s: WER %.1f %% (%d of %d words), %.2f of real time".formatted(name, errors.percent(),
        errors.errors(), errors.words(), (double) sinceMs(begun) / millis));
  }

  /// At the pace of speech, so many streams at once.
  private void paced(int streams) {
    firstPartials.clear();
    firstFinals.clear();
    laterFinals.clear();
    Flux.fromIterable(SpeechSample.clips(16_000))
        .map(clip -> clip.windows().stream().map(Window.class::cast).toList())
        .concatWithValues(SpeechSample.minute(16_000)
            .windows()
            .stream()
            .map(Window.class::cast)
            .toList())
        .flatMap(this::speak, streams)
        .blockLast();
    print(streams + " at once, first partial after the first word began: " + spread(firstPartials));
    print(streams + " at once, first final after the last word ended: " + spread(firstFinals));
    print(streams + " at once, later finals: " + spread(laterFinals));
  }

  private Mono<Void> speak(List<Window> windows) {
    var sound = new ArrayList<Sound>(windows);
    var end = windows.getLast().toSample();
    for (var i = 0; i < 30; i++) {
      sound.add(new Window(end + i * 1_600L, end + (i + 1) * 1_600L, new short[1_600]));
    }
    return Mono.defer(() -> {
      var begun = System.nanoTime();
      var paced = Flux.fromIterable(sound)
          .index()
          .concatMap(one -> Mono.just(one.getT2())
              .delayElement(STEP.multipliedBy(one.getT1() + 1).minusMillis(sinceMs(begun))), 1);
      var partial = new long[]{-1};
      return hearing.hear(paced).doOnNext(event -> note(event, sinceMs(begun), partial)).then();
    });
  }

  private void note(TranscriptEvent event, long at, long[] partial) {
    if (event instanceof Partial && partial[0] < 0) {
      partial[0] = at;
    } else if (event instanceof Final told && !told.words().isEmpty()) {
      if (told.utterance() == 0) {
        firstPartials.add(partial[0] - told.words().getFirst().fromMs());
      }
      (told.utterance() == 0 ? firstFinals : laterFinals)
          .add(at - told.words().getLast().toMs());
    }
  }

  /// What each decoder takes, and whether it stays so.
  private void memory() throws IOException {
    var before = rssMb();
    try (var four = Hearing.withDecoders(4)) {
      four.ready();
      var clip = SpeechSample.named("privacy-prompt-16k");
      print("1 more decoder: RSS " + before + " -> " + rssMb() + " MB");
      Flux.range(0, 4).flatMap(_ -> four.hear(Flux.fromIterable(clip.windows()))).blockLast();
      print(four.adapter().load().decoders() + " more, each used once: RSS " + rssMb() + " MB");
      for (var i = 1; i <= 300; i++) {
        var _ = hearing.text(clip);
        if (i % 60 == 0) {
          print(i + " utterances: RSS " + rssMb() + " MB");
        }
      }
    }
    print("those closed: RSS " + rssMb() + " MB");
  }

  private static long sinceMs(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  private static long rssMb() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines.filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
          .sum();
    }
  }

  private static String spread(List<Long> millis) {
    var sorted = millis.stream().sorted().toList();
    return sorted.isEmpty()
        ? "none"
        : "median %d ms, %d to %d, n = %d".formatted(sorted.get(sorted.size() / 2),
            sorted.getFirst(), sorted.getLast(), sorted.size());
  }

  @SuppressWarnings("SystemOut") // a bench prints
  private static void print(String line) {
    System.out.println(line);
  }
}

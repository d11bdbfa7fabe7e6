package dev.earshot.load;

import dev.earshot.load.Microphone.Opus;
import dev.earshot.load.Microphone.Trace;
import dev.earshot.load.Microphone.Tuning;
import dev.earshot.testkit.SpeechSample;
import dev.earshot.testkit.WordErrors;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/// What Opus costs in words: the same clips through the same gateway in real time, as samples, as packets,
/// and as packets of which some are lost.
///
/// The bundled clips were chosen because they decode well as they are, so that the slightest change of the
/// samples costs words: in each round everything begins some samples later, samples and packets alike, and
/// the rounds are added up. Several devices speak at once, fewer than the machine can take; words do not
/// depend on that.
final class OpusBench {
  private static final int TAIL_BYTES = 1_200 * 32;
  /// How much later a round begins than the one before: 4.2 ms, so that no two cut the same packets.
  private static final int SHIFT_BYTES = 134;
  private static final int SPEAKERS_PER_CORE = 2;
  private static final int ATTEMPTS = 60;

  private final Path data;
  private final PrintWriter out;
  private final List<SpeechSample> clips = SpeechSample.clips(16_000);
  private final List<SpeechSample> minute = List.of(SpeechSample.minute(16_000));

  /// @param data folder of the gateway
  OpusBench(Path data, PrintWriter out) {
    this.data = data;
    this.out = out;
  }

  /// What one round hears of a kind of recordings.
  ///
  /// @param damaged with lost packets that are shown as frames that are none; empty for the minute, since
  ///     a hundred of them close a stream
  private record Round(Future<WordErrors> pcm, Future<WordErrors> opus,
      Future<WordErrors> missing, Optional<Future<WordErrors>> damaged) {}

  Figures run(int rounds, int lostPercent, Tuning tuning) throws Exception {
    var speakers = SPEAKERS_PER_CORE * Runtime.getRuntime().availableProcessors();
    try (var gateway = GatewayProcess.start(data, Map.of());
        var http = HttpClient.newHttpClient();
        var threads = Executors.newFixedThreadPool(speakers)) {
      var stage = new Stage(threads, new Device(gateway.streams(), http), lostPercent,
          tuning);
      var ofClips = new ArrayList<Round>();
      var ofMinutes = new ArrayList<Round>();
      for (var round = 0; round < rounds; round++) {
        ofMinutes.add(stage.round(minute, round, false));
        ofClips.add(stage.round(clips, round, true));
      }
      return figures(ofClips, ofMinutes, lostPercent);
    }
  }

  private static Figures figures(List<Round> ofClips, List<Round> ofMinutes, int lostPercent)
      throws Exception {
    var all = Stream.concat(ofClips.stream(), ofMinutes.stream()).toList();
    var figures = new Figures();
    var lost = "Opus, " + lostPercent + " % lost";
    each(figures, "PCM, clips", ofClips, Round::pcm);
    each(figures, "PCM, 60 s", ofMinutes, Round::pcm);
    each(figures, "Opus, clips", ofClips, Round::opus);
    each(figures, "Opus, 60 s", ofMinutes, Round::opus);
    each(figures, lost + " and concealed, clips", ofClips, round -> round.damaged().orElseThrow());
    each(figures, lost + " unnoticed, clips", ofClips, Round::missing);
    each(figures, lost + " unnoticed, 60 s", ofMinutes, Round::missing);
    var pcm = sum(all, Round::pcm);
    figures.add("Opus beside PCM, all", "points", 1, List.of(sum(all, Round::opus) - pcm));
    figures.add(lost + " and concealed, beside PCM, clips", "points", 12,
        List.of(sum(ofClips, round -> round.damaged().orElseThrow()) - sum(ofClips, Round::pcm)));
    figures.add(lost + " unnoticed, beside PCM, all", "points", 12,
        List.of(sum(all, Round::missing) - pcm));
    return figures;
  }

  private static void each(Figures figures, String name, List<Round> rounds,
      Function<Round, Future<WordErrors>> kind) throws Exception {
    var percents = new ArrayList<Double>();
    for (var round : rounds) {
      percents.add(kind.apply(round).get().percent());
    }
    figures.add("word errors: " + name, "%", Double.POSITIVE_INFINITY, percents);
  }

  /// Errors in a hundred words of all of them.
  private static double sum(List<Round> rounds, Function<Round, Future<WordErrors>> kind)
      throws Exception {
    var sum = new WordErrors(0, 0);
    for (var round : rounds) {
      sum = sum.plus(kind.apply(round).get());
    }
    return sum.percent();
  }

  /// Where the devices speak.
  private final class Stage {
    private final ExecutorService threads;
    private final Device device;
    private final int lostPercent;
    private final Tuning tuning;

    private Stage(ExecutorService threads, Device device, int lostPercent, Tuning tuning) {
      this.tuning = tuning;
      this.threads = threads;
      this.device = device;
      this.lostPercent = lostPercent;
    }

    private Round round(List<SpeechSample> samples, int number, boolean canBeDamaged) {
      return new Round(hear(new Microphone.Pcm(), samples, number),
          hear(new Opus(tuning, 0, Trace.MISSING, number), samples, number),
          hear(new Opus(tuning, lostPercent, Trace.MISSING, number), samples, number),
          canBeDamaged
              ? Optional
                  .of(hear(new Opus(tuning, lostPercent, Trace.DAMAGED, number), samples, number))
              : Optional.empty());
    }

    private Future<WordErrors> hear(Microphone microphone, List<SpeechSample> samples,
        int number) {
      return threads.submit(() -> {
        var errors = new WordErrors(0, 0);
        for (var sample : samples) {
          var frames = microphone.frames(later(sample.wav().pcm(), number * SHIFT_BYTES));
          var heard = letIn(() -> device.stream(microphone.format(), frames));
          errors = errors.plus(WordErrors.between(sample.text(), heard.transcript()));
        }
        out.println("round " + number + ": " + microphone + ": " + errors);
        return errors;
      });
    }
  }

  private static byte[] later(byte[] pcm, int bytes) {
    var later = new byte[bytes + pcm.length + TAIL_BYTES];
    System.arraycopy(pcm, 0, later, bytes, pcm.length);
    return later;
  }

  /// A busy machine refuses streams for a while.
  private static Device.Hearing letIn(Callable<Device.Hearing> stream)
      throws Exception {
    for (var attempt = 1;; attempt++) {
      try {
        return stream.call();
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof WebSocketHandshakeException) || attempt == ATTEMPTS) {
          throw e;
        }
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }
}

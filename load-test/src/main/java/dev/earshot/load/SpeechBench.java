package dev.earshot.load;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.WavFile;
import dev.earshot.core.audio.WindowCutter;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.load.Device.Hearing;
import dev.earshot.sphinx.SphinxAdapter;
import dev.earshot.sphinx.SphinxConfig;
import dev.earshot.testkit.SpeechSample;
import dev.earshot.testkit.WordErrors;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;

/// How well and how soon human speech is understood through a whole gateway, beside the same recogniser
/// fed directly.
final class SpeechBench {
  private static final Duration WINDOW = Duration.ofMillis(100);
  private static final int TAIL_MILLIS = 1_200;
  private static final int RATE = 16_000;

  private final Path data;
  private final PrintWriter out;
  private final List<Double> clipErrors = new ArrayList<>();
  private final List<Double> minuteErrors = new ArrayList<>();
  private final List<Double> firstPartials = new ArrayList<>();
  private final List<Double> firstFinals = new ArrayList<>();
  private final List<Double> laterFinals = new ArrayList<>();

  /// @param data folder of the gateway, and of the unpacked model
  SpeechBench(Path data, PrintWriter out) {
    this.data = data;
    this.out = out;
  }

  Figures run(int rounds) throws Exception {
    try (var gateway = GatewayProcess.start(data, Map.of());
        var http = HttpClient.newHttpClient()) {
      var device = new Device(gateway.streams(), http);
      device.stream(AudioFormat.pcm16(RATE), new byte[RATE]); // the first connection loads classes
      for (var round = 1; round <= rounds; round++) {
        clips(device, round);
        minute(device, round);
      }
    }
    var direct = direct();
    var figures = new Figures();
    figures.add("word errors, 12 clips, each a new connection", "%", 20, clipErrors);
    figures.add("word errors, 60 s in one connection", "%", 12, minuteErrors);
    figures.add("word errors, 12 clips, recogniser fed directly", "%", 20, List.of(direct[0]));
    figures.add("word errors, 60 s, recogniser fed directly", "%", 12, List.of(direct[1]));
    figures.add("gateway beside direct, 12 clips", "points", 1,
        List.of(Math.abs(most(clipErrors) - direct[0])));
    figures.add("gateway beside direct, 60 s", "points", 1,
        List.of(Math.abs(most(minuteErrors) - direct[1])));
    figures.add("first partial after the first spoken sound", "ms", 700, firstPartials);
    figures.add("final after speech, decoded again", "ms", 2_500, firstFinals);
    figures.add("final after speech, later ones", "ms", 1_200, laterFinals);
    return figures;
  }

  private void clips(Device device, int round) throws Exception {
    var errors = new WordErrors(0, 0);
    for (var clip : SpeechSample.clips(RATE)) {
      progress("round " + round + ": " + clip.name());
      var wav = clip.wav();
      var heard = device.stream(wav.format(), withTail(wav));
      errors = errors.plus(WordErrors.between(clip.text(), heard.transcript()));
      latencies(wav, heard);
    }
    clipErrors.add(errors.percent());
  }

  private void minute(Device device, int round) throws Exception {
    progress("round " + round + ": 60 s in one connection");
    var minute = SpeechSample.minute(RATE);
    var wav = minute.wav();
    var heard = device.stream(wav.format(), withTail(wav));
    minuteErrors.add(WordErrors.between(minute.text(), heard.transcript()).percent());
    latencies(wav, heard);
  }

  /// Each stretch of speech against the first guess and the last final that belong to it.
  private void latencies(WavFile wav, Hearing heard) {
    var number = 0;
    for (var speech : Speech.in(wav)) {
      var said = heard.said()
          .stream()
          .filter(s -> s.endMs() > speech.fromMs() && s.startMs() < speech.toMs())
          .toList();
      said.stream()
          .findFirst()
          .ifPresent(first -> firstPartials.add(
              after(heard, first.atNanos(), speech.fromMs())));
      var finals = number++ < 2 ? firstFinals : laterFinals;
      said.stream()
          .filter(Said::isFinal)
          .reduce((_, last) -> last)
          .filter(last -> last.endMs() <= speech.toMs() + 600)
          .ifPresent(last -> finals.add(after(heard, last.atNanos(), speech.toMs())));
    }
  }

  private static double after(Hearing heard, long atNanos, long captureMs) {
    return (atNanos - heard.startNanos()) / 1e6 - captureMs;
  }

  private double[] direct() throws Exception {
    try (var sphinx = SphinxAdapter.open(SphinxConfig.in(data.resolve("models")))) {
      var errors = new WordErrors(0, 0);
      for (var clip : SpeechSample.clips(RATE)) {
        errors = errors.plus(WordErrors.between(clip.text(), hear(sphinx, clip)));
      }
      var minute = SpeechSample.minute(RATE);
      return new double[]{errors.percent(),
          WordErrors.between(minute.text(), hear(sphinx, minute)).percent()};
    }
  }

  private static String hear(SphinxAdapter sphinx, SpeechSample sample) {
    var wav = sample.wav();
    var cutter = new WindowCutter(wav.format(), WINDOW);
    var windows = new ArrayList<Sound>();
    cutter.take(ByteBuffer.wrap(withTail(wav)), windows::add);
    cutter.cutShort(windows::add);
    var leg = new Leg(new StreamId(new UUID(0, 0)), wav.format(), "en", 0);
    return String.join(" ", sphinx.recogniser()
        .transcribe(leg, Flux.fromIterable(windows))
        .ofType(Final.class)
        .map(Final::text)
        .collectList()
        .blockOptional()
        .orElseThrow());
  }

  /// A device goes on sending when nobody speaks any more.
  private static byte[] withTail(WavFile wav) {
    var tail = (int) wav.format().samplesIn(TAIL_MILLIS) * 2;
    return Arrays.copyOf(wav.pcm(), wav.pcm().length + tail);
  }

  private static double most(List<Double> values) {
    return values.stream().mapToDouble(d -> d).max().orElseThrow();
  }

  private void progress(String what) {
    out.println(what);
    out.flush();
  }
}

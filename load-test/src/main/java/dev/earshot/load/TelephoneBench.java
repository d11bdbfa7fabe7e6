package dev.earshot.load;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.WavFile;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.load.Prompts.Prompt;
import dev.earshot.sphinx.SphinxAdapter;
import dev.earshot.sphinx.SphinxConfig;
import dev.earshot.testkit.Line;
import dev.earshot.testkit.SpeechSample;
import dev.earshot.testkit.WordErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;

/// How well speech is understood behind a telephone: the recogniser fed directly, each recording a leg of
/// its own. What is heard is the same in every run.
final class TelephoneBench {
  private static final double UNBOUNDED = Double.POSITIVE_INFINITY;
  private static final AudioFormat NARROW = AudioFormat.pcm16(8_000);

  private final Path data;
  private final PrintWriter out;
  private final Figures figures = new Figures();

  /// @param data folder of the unpacked model
  TelephoneBench(Path data, PrintWriter out) {
    this.data = data;
    this.out = out;
  }

  /// @param others whether Asterisk's other prompts are heard as well
  Figures run(boolean others) throws IOException {
    var prompts = others ? Prompts.all() : List.<Prompt>of();
    try (var sphinx = SphinxAdapter.open(SphinxConfig.in(data.resolve("models")))) {
      var narrow = new Place(sphinx, NARROW);
      var exchange = new Place(sphinx, Line.FORMAT);
      var clips = SpeechSample.clips(16_000);
      var minute = List.of(SpeechSample.minute(16_000));
      add("12 clips at 8 kHz", 35, narrow.hear(SpeechSample.clips(8_000)));
      add("60 s at 8 kHz", 30, narrow.hear(List.of(SpeechSample.minute(8_000))));
      add("12 clips through G.711", 42, exchange.hear(Line.TELEPHONE, clips));
      add("60 s through G.711", UNBOUNDED, exchange.hear(Line.TELEPHONE, minute));
      if (others) {
        add("other prompts at 8 kHz", UNBOUNDED, exchange.hearPrompts(Line.NARROW, prompts));
        add("other prompts through G.711", UNBOUNDED,
            exchange.hearPrompts(Line.TELEPHONE, prompts));
      }
    }
    return figures;
  }

  private void add(String what, double bound, WordErrors errors) {
    out.println(what + ": " + errors.errors() + " of " + errors.words() + " words wrong");
    out.flush();
    figures.add("word errors of " + errors.words() + ": " + what, "%", bound,
        List.of(errors.percent()));
  }

  /// Where sound of a format is heard.
  private record Place(SphinxAdapter sphinx, AudioFormat format) {
    WordErrors hear(List<SpeechSample> samples) {
      return samples.stream()
          .map(one -> WordErrors.between(one.text(), text(one.windows())))
          .reduce(new WordErrors(0, 0), WordErrors::plus);
    }

    WordErrors hear(Line line, List<SpeechSample> samples) {
      return samples.stream()
          .map(one -> WordErrors.between(one.text(), text(line.windows(one.wav()))))
          .reduce(new WordErrors(0, 0), WordErrors::plus);
    }

    WordErrors hearPrompts(Line line, List<Prompt> prompts) throws IOException {
      var errors = new WordErrors(0, 0);
      for (var prompt : prompts) {
        var heard = text(line.windows(WavFile.read(prompt.file())));
        errors = errors.plus(WordErrors.between(prompt.text(), heard));
      }
      return errors;
    }

    private String text(List<Sound> windows) {
      var leg = new Leg(new StreamId(new UUID(0, 0)), format, "en", 0);
      return String.join(" ", sphinx.recogniser()
          .transcribe(leg, Flux.fromIterable(windows))
          .ofType(Final.class)
          .map(Final::text)
          .collectList()
          .blockOptional()
          .orElseThrow());
    }
  }
}

package dev.earshot.sphinx;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.testkit.Line;
import dev.earshot.testkit.SpeechSample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;

/// An open recogniser, with short ways of letting it hear something. The model is unpacked once for all
/// tests, below `target`.
record Hearing(SphinxAdapter adapter) implements AutoCloseable {
  static final Path MODELS = Path.of("target", "models");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static Hearing withDecoders(int count) {
    return new Hearing(SphinxAdapter.open(SphinxConfig.in(MODELS).withDecoders(count)));
  }

  static Leg leg() {
    return leg(AudioFormat.pcm16(16_000));
  }

  static Leg leg(AudioFormat format) {
    return new Leg(new StreamId(new UUID(0, 0)), format, "en", 0);
  }

  void ready() {
    var _ = adapter.ready().blockOptional(PATIENCE);
  }

  Recogniser recogniser() {
    return adapter.recogniser();
  }

  Flux<TranscriptEvent> hear(Flux<Sound> sound) {
    return recogniser().transcribe(leg(), sound);
  }

  List<TranscriptEvent> events(SpeechSample sample) {
    return events(leg(AudioFormat.pcm16(sample.rateHz())), sample.windows());
  }

  List<TranscriptEvent> events(Leg leg, List<Sound> windows) {
    return recogniser().transcribe(leg, Flux.fromIterable(windows))
        .collectList()
        .blockOptional(PATIENCE)
        .orElseThrow();
  }

  String text(SpeechSample sample) {
    return text(events(sample));
  }

  /// What is left of a sample at 16 kHz behind such a line.
  String text(SpeechSample sample, Line line) {
    return text(events(leg(Line.FORMAT), line.windows(sample.wav())));
  }

  static String text(List<TranscriptEvent> events) {
    return events.stream()
        .filter(Final.class::isInstance)
        .map(event -> ((Final) event).text())
        .collect(Collectors.joining(" "));
  }

  @Override
  public void close() {
    adapter.close();
  }
}

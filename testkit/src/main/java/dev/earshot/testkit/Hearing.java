package dev.earshot.testkit;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/// What the contracts of recognisers let them hear, and how they look at what was told.
final class Hearing {
  /// So long nothing lasts, on the slowest machine.
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private Hearing() {}

  static SpeechSample clip() {
    return SpeechSample.named("vm-sorry-16k");
  }

  static List<Sound> seconds(int count) {
    return SpeechSample.minute(16_000).windows().subList(0, count * 10);
  }

  static Leg leg(long firstUtterance) {
    return new Leg(new StreamId(UUID.randomUUID()), AudioFormat.pcm16(16_000), "en",
        firstUtterance);
  }

  static List<Sound> silence(int windows) {
    var silence = new ArrayList<Sound>();
    for (var i = 0L; i < windows; i++) {
      silence.add(new Window(i * 1_600, (i + 1) * 1_600, new short[1_600]));
    }
    return silence;
  }

  static <T> T await(Mono<T> mono) {
    return mono.blockOptional(PATIENCE).orElseThrow();
  }

  static List<Final> finals(List<TranscriptEvent> told) {
    return told.stream().filter(Final.class::isInstance).map(Final.class::cast).toList();
  }

  static List<Word> words(List<TranscriptEvent> told) {
    return finals(told).stream().flatMap(one -> one.words().stream()).toList();
  }

  static String text(List<TranscriptEvent> told) {
    return finals(told).stream().map(Final::text).collect(Collectors.joining(" "));
  }
}

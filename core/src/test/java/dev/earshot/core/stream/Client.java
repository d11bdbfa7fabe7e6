package dev.earshot.core.stream;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.stream.StreamEvent.CreditsLeft;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.usage.UsageMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

/// One stream and what its client was told.
final class Client extends BaseSubscriber<StreamEvent> {
  private final Inlet inlet = new Inlet();
  private final List<StreamEvent> told = new ArrayList<>();
  private final Rehearsal rehearsal;
  private final UsageMeter meter;
  private final long reads;
  private long spokenSamples;
  private @Nullable SignalType end;

  Client(Rehearsal rehearsal, UsageMeter meter, long reads) {
    this.rehearsal = rehearsal;
    this.meter = meter;
    this.reads = reads;
  }

  Inlet inlet() {
    return inlet;
  }

  UsageMeter meter() {
    return meter;
  }

  List<StreamEvent> told() {
    return told;
  }

  /// Everything of this kind, in order.
  <T extends StreamEvent> List<T> told(Class<T> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<Final> finals() {
    return told(Heard.class).stream()
        .map(Heard::event)
        .filter(Final.class::isInstance)
        .map(Final.class::cast)
        .toList();
  }

  String words() {
    return finals().stream().map(Final::text).collect(Collectors.joining(" "));
  }

  CreditsLeft lastLeft() {
    return told(CreditsLeft.class).getLast();
  }

  boolean isOver() {
    return end != null;
  }

  @Nullable
  SignalType end() {
    return end;
  }

  long spokenSamples() {
    return spokenSamples;
  }

  void speak(long millis) {
    speakSamples(Rehearsal.FORMAT.samplesIn(millis));
  }

  void speakSamples(long samples) {
    inlet.offer(new Window(spokenSamples, spokenSamples + samples, new short[0]));
    spokenSamples += samples;
  }

  void flush() {
    inlet.offer(new Sound.Flush(true));
  }

  /// Says goodbye and gives the stream the time it needs.
  void finish() {
    inlet.complete();
    rehearsal.pass(Duration.ofMinutes(1));
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    subscription.request(reads);
  }

  @Override
  protected void hookOnNext(StreamEvent event) {
    told.add(event);
  }

  @Override
  protected void hookOnError(Throwable error) {
    // how it ended is what the test asks
  }

  @Override
  protected void hookFinally(SignalType type) {
    end = type;
  }
}

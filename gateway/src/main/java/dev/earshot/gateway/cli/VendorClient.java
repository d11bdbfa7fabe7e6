package dev.earshot.gateway.cli;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.WavFile;
import dev.earshot.core.audio.WindowCutter;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.gateway.client.Listener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Streams one recording in the dialect of a vendor, by the client that the gateway itself calls that vendor
/// with.
final class VendorClient {
  private static final Duration WINDOW = Duration.ofMillis(100);

  private final Recogniser vendor;

  VendorClient(Recogniser vendor) {
    this.vendor = vendor;
  }

  /// Streams the recording and waits for the last word.
  ///
  /// @param pace of the sound: 1 is as fast as it was spoken, 0 as fast as it is taken
  /// @throws IOException when the vendor cannot be reached, refuses or fails; the message says why
  void stream(WavFile recording, double pace, Duration patience, Listener listener)
      throws IOException {
    var leg = new Leg(new StreamId(UUID.randomUUID()), recording.format(), "en", 0);
    try {
      vendor.transcribe(leg, paced(windows(recording), pace, recording, listener))
          .doOnNext(event -> tell(event, listener))
          .then()
          .block(patience);
    } catch (RecogniserException e) {
      throw new IOException(vendor.capabilities().name() + ": " + e.getMessage(), e);
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw new IOException("last word: not within " + patience.toSeconds()
            + " s (expected: an end of the recogniser)", e);
      }
      throw e;
    }
  }

  private static List<Sound> windows(WavFile recording) {
    var windows = new ArrayList<Sound>();
    var cutter = new WindowCutter(recording.format(), WINDOW);
    cutter.take(ByteBuffer.wrap(recording.pcm()), windows::add);
    var last = cutter.end();
    if (last != null) {
      windows.add(last);
    }
    return windows;
  }

  /// Windows leave on an absolute schedule: one that was late does not make the next ones late.
  private static Flux<Sound> paced(List<Sound> windows, double pace, WavFile recording,
      Listener listener) {
    return Flux.defer(() -> {
      var start = System.nanoTime();
      return Flux.range(0, windows.size()).concatMap(number -> {
        var due = pace > 0 ? start + (long) (number * WINDOW.toNanos() / pace) : start;
        var wait = Duration.ofNanos(Math.max(0, due - System.nanoTime()));
        var window = Mono.just(windows.get(number));
        return wait.isZero() ? window : window.delayElement(wait);
      }, 1)
          .index((number, window) -> {
            listener.sent(
                Math.min(recording.millis(), WINDOW.toMillis() * (number + 1)));
            return window;
          });
    });
  }

  private static void tell(TranscriptEvent event, Listener listener) {
    switch (event) {
      case Final said -> {
        if (said.words().isEmpty()) {
          listener.deleted(Long.toString(said.utterance()));
        } else {
          listener.segment(Long.toString(said.utterance()), said.text(), true);
        }
      }
      case Partial guess ->
        listener.segment(Long.toString(guess.utterance()), guess.text(), false);
      case TranscriptEvent.SpeechStarted _,TranscriptEvent.SpeechEnded _,TranscriptEvent.HeardTo _,TranscriptEvent.Degraded _,TranscriptEvent.Recovered _,TranscriptEvent.AudioGap _ -> {
        // no words
      }
    }
  }
}

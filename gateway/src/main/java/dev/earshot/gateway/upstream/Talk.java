package dev.earshot.gateway.upstream;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Capabilities.Feed;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// What a leg says through its [Tongue] and hears from it: sound in pieces, and each flush answered once.
final class Talk {
  /// Sends what was said.
  interface Mouth {
    /// Says this.
    ///
    /// @param samples of sound that are in it
    void say(List<Frame> frames, long samples);
  }

  private final Leg leg;
  private final Tongue tongue;
  private final Mouth mouth;
  private final Consumer<TranscriptEvent> reader;
  private final LongSupplier nanoTime;
  private final Pieces pieces;
  private final Flushes flushes;
  private final PaceGate gate;
  private boolean soundSinceFlush;
  private boolean anySound;
  private long givenMs;

  Talk(Leg leg, Tongue tongue, Feed feed, UpstreamLimits limits, LongSupplier nanoTime,
      Mouth mouth, Consumer<TranscriptEvent> reader) {
    this.leg = leg;
    this.tongue = tongue;
    this.mouth = mouth;
    this.reader = reader;
    this.nanoTime = nanoTime;
    this.pieces = new Pieces(feed, leg.packets());
    this.flushes = new Flushes(limits.flush().toNanos());
    this.gate = new PaceGate(feed.pace(), limits.ahead().toNanos(), nanoTime.getAsLong());
  }

  /// Passes it on.
  void hear(Sound sound) {
    gate.sent(Intake.samples(sound));
    switch (sound) {
      case Window window -> pieces.take(window).forEach(this::give);
      case Flush(var asked) -> {
        pieces.rest().forEach(this::give);
        flush(asked);
      }
    }
  }

  /// No more sound comes.
  ///
  /// @return whether there is anything to wait for: who was given nothing has nothing to tell
  boolean end() {
    pieces.rest().forEach(this::give);
    if (anySound) {
      mouth.say(tongue.end(), 0);
    }
    return anySound;
  }

  /// Tells what a message meant.
  void tell(Heard heard) {
    heard.events().forEach(event -> {
      switch (event) {
        case Final said -> flushes.isFinal(said.toMs());
        case HeardTo to -> flushes.isFinal(to.toMs());
        default -> { // promises nothing
        }
      }
      reader.accept(event);
    });
    flushes.answered(heard.flushed()).forEach(reader);
    if (!heard.answers().isEmpty()) {
      mouth.say(heard.answers(), 0);
    }
  }

  /// Answers flushes whose answer is too long in coming.
  void goOn() {
    flushes.late(nanoTime.getAsLong()).forEach(reader);
  }

  /// All is told.
  void finish() {
    flushes.all().forEach(reader);
  }

  /// Whether more sound may come: not too many flushes wait, and it came no faster than is taken.
  boolean isTaking() {
    return !flushes.isFull() && gate.isOpen(nanoTime.getAsLong());
  }

  private void give(Window piece) {
    anySound = true;
    soundSinceFlush = true;
    givenMs = leg.format().millisOf(piece.toSample());
    mouth.say(tongue.sound(piece), piece.length());
  }

  private void flush(boolean asked) {
    var now = nanoTime.getAsLong();
    if (soundSinceFlush) {
      soundSinceFlush = false;
      flushes.ask(asked, givenMs, now);
      mouth.say(tongue.flush(asked), 0);
    } else {
      flushes.join(asked, givenMs, now).forEach(reader);
    }
  }
}

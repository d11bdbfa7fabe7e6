package dev.earshot.sphinx;

import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One utterance in the course of being decoded.
///
/// While the voice is hardly known, the whole of it is heard a second time at its end, with the
/// average that the first time taught. Not safe for use by several threads at once.
final class Utterance {
  /// Between two guesses: 100 ms.
  private static final int GUESS_EVERY = 1_600;
  private static final int FRAME = 160;
  /// From 1 s on the band of the voice is certain.
  private static final int CERTAIN = 16_000;

  private final Decoder decoder;
  private final Voice voice;
  private final Piece.Begins begins;
  private final short[] lead;
  private final List<short[]> kept = new ArrayList<>();
  private @Nullable Band heardAs;
  private boolean keeps;
  private List<Segment> segments = List.of();
  private long samples;
  private long guessedAt;
  private Piece.@Nullable Ends ended;
  private int again = -1;
  private String guessed = "";

  Utterance(Decoder decoder, Voice voice, Piece.Begins begins) {
    this.decoder = decoder;
    this.voice = voice;
    this.begins = begins;
    this.lead = Silence.of(Silence.BEFORE - (begins.voiceAt() - begins.at()));
  }

  /// Hears the next piece. The first one tells in which band the voice comes; should it have been too
  /// short for that, the decoder starts again.
  void hear(short[] pcm) {
    voice.hear(pcm);
    if (heardAs == null) {
      start();
      keeps = voice.isStrange();
      take(lead);
    } else if (keeps && samples < CERTAIN && heardAs != voice.band()) {
      decoder.abandon();
      start();
      kept.forEach(decoder::hear);
    }
    take(pcm);
    samples += pcm.length;
  }

  /// A new guess, or null when it is too early for one, or it is the old one.
  @Nullable
  Partial guess(long number) {
    if (samples - guessedAt < GUESS_EVERY) {
      return null;
    }
    guessedAt = samples;
    var guess = decoder.guess();
    if (guess.isEmpty() || guess.equals(guessed)) {
      return null;
    }
    guessed = guess;
    return new Partial(number, millisAt(0), millisAt(samples), guess);
  }

  boolean wasGuessed() {
    return !guessed.isEmpty();
  }

  /// Thinks over what was heard.
  void end(Piece.Ends ends) {
    ended = ends;
    if (heardAs == null) {
      return;
    }
    take(Silence.of(Silence.BEHIND - (ends.audioUpTo() - ends.voiceUpTo())));
    segments = decoder.end();
    if (keeps && voice.introduceAgainTo(decoder, samples)) {
      again = 0;
      decoder.begin();
    } else {
      voice.learnFrom(decoder);
    }
  }

  boolean isEnded() {
    return ended != null;
  }

  /// Whether it was ended, and heard again if it should be.
  boolean isDone() {
    return ended != null && again < 0;
  }

  /// Hears a little more of it for the second time.
  ///
  /// @return how many samples
  int hearAgain() {
    if (again < kept.size()) {
      var pcm = kept.get(again++);
      decoder.hear(pcm);
      return pcm.length;
    }
    again = -1;
    segments = decoder.end();
    voice.learnFrom(decoder);
    return 0;
  }

  /// Its words, in the order of speech.
  ///
  /// @param earliest no time is before this
  Final toFinal(long number, long earliest) {
    var words = new ArrayList<Word>();
    var upTo = Math.max(earliest, millisAt(0));
    var from = upTo;
    for (var segment : segments) {
      if (!segment.isFiller()) {
        var begins = Math.max(upTo, millisAt(positionOf(segment.firstFrame())));
        upTo = Math.max(begins, millisAt(positionOf(segment.lastFrame() + 1)));
        words.add(new Word(segment.word(), begins, upTo, segment.probability()));
      }
    }
    var voiceUpTo = ended == null ? 0 : ended.voiceMs();
    return new Final(number, from, Math.max(upTo, voiceUpTo), words);
  }

  private long positionOf(int frame) {
    return Math.clamp((long) frame * FRAME - lead.length, 0, samples);
  }

  private long millisAt(long sample) {
    return begins.clock().millisAt(begins.at() + sample);
  }

  private void start() {
    heardAs = voice.band();
    voice.introduceTo(decoder);
    decoder.begin();
  }

  private void take(short[] pcm) {
    decoder.hear(pcm);
    if (keeps) {
      kept.add(pcm);
    }
  }
}

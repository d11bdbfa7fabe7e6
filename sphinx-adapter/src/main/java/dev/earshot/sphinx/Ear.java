package dev.earshot.sphinx;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.voice.Endpointer;
import dev.earshot.core.voice.Endpointer.Limits;
import dev.earshot.core.voice.EnergyDetector;
import dev.earshot.core.voice.VoiceDetector;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds the utterances in the sound of one leg and hands on nothing else. Cheap enough for an event
/// loop: silence ends here.
///
/// Not safe for use by several threads at once.
final class Ear {
  private static final int FRAME = VoiceDetector.FRAME;
  /// How much is heard before the first loud frame: quiet consonants, and a breath of silence for the
  /// decoder to begin in. 200 ms.
  static final int PRE_ROLL = 3_200;
  private static final int ONSET = Limits.SPEECH.onset() * FRAME;
  /// Between two signs that nobody speaks: 500 ms.
  private static final int QUIET = 8_000;
  /// An utterance is handed on in pieces of at most 100 ms.
  private static final int PIECE = 1_600;

  private final AudioFormat format;
  private final Consumer<Piece> pieces;
  private final EnergyDetector detector = new EnergyDetector();
  private final Endpointer endpointer = new Endpointer(this::hears, Limits.SPEECH);
  private final Recent recent = new Recent(PRE_ROLL + ONSET);
  private final short[] frame = new short[FRAME];
  private final short[] speech = new short[PIECE];
  private @Nullable CaptureClock clock;
  private long expected;
  private int inFrame;
  private int inSpeech;
  private long position;
  private long voiceUpTo;
  private long quietSince;

  Ear(AudioFormat format, Consumer<Piece> pieces) {
    this.format = format;
    this.pieces = pieces;
  }

  /// Hears what comes next. A window that does not follow the one before ends the utterance: words
  /// across a hole would be nonsense.
  void hear(Window window) {
    var now = clock;
    if (now == null || window.fromSample() != expected) {
      cut();
      recent.keep(0);
      position += inFrame;
      inFrame = 0;
      now = new CaptureClock(format, window.fromSample(), position);
      clock = now;
    }
    expected = window.toSample();
    var pcm = window.pcm();
    for (var from = 0; from < pcm.length;) {
      var count = Math.min(pcm.length - from, FRAME - inFrame);
      System.arraycopy(pcm, from, frame, inFrame, count);
      inFrame += count;
      from += count;
      if (inFrame == FRAME) {
        inFrame = 0;
        hearFrame(now);
      }
    }
    handOn();
  }

  /// Ends the utterance that is being spoken, if there is one.
  void cut() {
    if (clock != null && endpointer.isSpeaking()) {
      collect(inFrame); // a last bit of a frame still belongs to it
      end(position + inFrame, clock);
    }
    endpointer.cut();
  }

  /// Ends the utterance that is being spoken, and says up to where everything was handed on.
  ///
  /// @param asked whether the client wants to know
  void flush(boolean asked) {
    cut();
    var now = clock == null ? new CaptureClock(format, 0, 0) : clock;
    pieces.accept(new Piece.Heard(position + inFrame, asked, now));
  }

  private void hearFrame(CaptureClock now) {
    position += FRAME;
    recent.add(frame, 0, FRAME);
    switch (endpointer.hear(frame, 0)) {
      case QUIET -> quiet(now);
      case BEGINS -> {
        var begun = recent.take();
        pieces.accept(new Piece.Begins(position - begun.length, position - ONSET, now));
        pieces.accept(new Piece.Speech(begun));
      }
      case GOES_ON -> collect(FRAME);
      case ENDS -> {
        collect(FRAME);
        end(position, now);
      }
    }
  }

  /// A voice that begins now reaches back; what lies before that is silence for good.
  private void quiet(CaptureClock now) {
    if (position - quietSince >= QUIET) {
      quietSince = position;
      pieces.accept(new Piece.Heard(position - PRE_ROLL - ONSET, false, now));
    }
  }

  private boolean hears(short[] pcm, int at) {
    var voice = detector.hears(pcm, at);
    if (voice) {
      voiceUpTo = position;
    }
    return voice;
  }

  private void end(long at, CaptureClock now) {
    handOn();
    pieces.accept(new Piece.Ends(voiceUpTo, at, now));
    quietSince = position;
    recent.keep(position - voiceUpTo); // the next one may begin in this silence, never in these words
  }

  private void collect(int samples) {
    if (inSpeech + samples > PIECE) {
      handOn();
    }
    System.arraycopy(frame, 0, speech, inSpeech, samples);
    inSpeech += samples;
  }

  private void handOn() {
    if (inSpeech > 0) {
      pieces.accept(new Piece.Speech(Arrays.copyOf(speech, inSpeech)));
      inSpeech = 0;
    }
  }
}

package dev.earshot.sphinx;

import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Writes down what the ear of one leg hands over: the only one of the leg that works with a decoder,
/// which it borrows for each utterance.
final class Scribe implements DecoderPool.Borrower {
  /// Sound that is decoded before another leg gets the thread: 0.4 s of it, about 60 ms.
  private static final int TURN = 6_400;
  private static final int NOTHING = -1;

  private final DecoderPool pool;
  private final Reader reader;
  private final Turns turns;
  private final Voice voice;
  /// Bounded by the backlog of the leg.
  private final Queue<Piece> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Decoder> lent = new AtomicReference<>();
  private volatile boolean dismissed;
  // touched by one turn at a time
  private boolean asked;
  private @Nullable Decoder decoder;
  private @Nullable Utterance utterance;
  private long number;
  private long toldUpTo;

  /// Who reads what the scribe writes.
  interface Reader {
    void tell(TranscriptEvent event);

    /// So many samples have waited and wait no longer.
    void heard(long samples);

    void complete();

    void fail(Throwable why);
  }

  Scribe(DecoderPool pool, Executor workers, Leg leg, Reader reader) {
    this.pool = pool;
    this.turns = new Turns(workers, this::turn);
    this.voice = new Voice(leg.format());
    this.number = leg.firstUtterance();
    this.reader = reader;
  }

  /// Takes the next piece. Never blocks.
  void write(Piece piece) {
    inbox.add(piece);
    turns.wake();
  }

  /// Whether nothing waits to be written down. To be asked by the thread that hands over the pieces.
  boolean isIdle() {
    return turns.areOver() && inbox.isEmpty() && utterance == null;
  }

  /// Ends the work: what is unfinished is thrown away, and the decoder goes back.
  void dismiss() {
    dismissed = true;
    turns.wake();
  }

  @Override
  public void lend(Decoder one) {
    lent.set(one);
    turns.wake();
  }

  @Override
  public void refuse(RecogniserException why) {
    reader.fail(why);
  }

  private boolean turn() {
    try {
      for (var left = TURN; left > 0;) {
        var heard = dismissed ? leave() : step();
        if (heard == NOTHING) {
          return false;
        }
        left -= heard;
      }
      return true;
    } catch (RuntimeException | Error e) { // even of an Error the reader must hear, or he waits on
      broken(e);
      return false;
    }
  }

  /// Does the next small thing; how many samples it heard, or [#NOTHING] when there is none to do.
  private int step() {
    var current = utterance;
    if (current != null && current.isEnded()) {
      return finish(current);
    }
    return switch (inbox.peek()) {
      case null -> NOTHING;
      case Piece.Begins begins -> begin(begins);
      case Piece.Speech(var pcm) -> hear(current, pcm);
      case Piece.Ends ends -> end(current, ends);
      case Piece.Heard heard -> heard(heard);
      case Piece.Over _ -> {
        reader.complete();
        yield NOTHING;
      }
    };
  }

  private int begin(Piece.Begins begins) {
    var one = decoder == null ? borrowed() : decoder;
    if (one == null) {
      return NOTHING;
    }
    decoder = one;
    var _ = inbox.poll();
    utterance = new Utterance(one, voice, begins);
    return 0;
  }

  private @Nullable Decoder borrowed() {
    var one = lent.getAndSet(null);
    if (one != null) {
      asked = false;
    } else if (!asked) {
      asked = true;
      pool.borrow(this);
    }
    return one;
  }

  private int hear(@Nullable Utterance current, short[] pcm) {
    var _ = inbox.poll();
    if (current != null) {
      current.hear(pcm);
      var guess = current.guess(number);
      if (guess != null) {
        reader.tell(guess);
      }
    }
    reader.heard(pcm.length);
    return pcm.length;
  }

  private int end(@Nullable Utterance current, Piece.Ends ends) {
    var _ = inbox.poll();
    if (current != null) {
      current.end(ends);
    }
    return TURN; // thinking it over takes as long as a turn
  }

  private int heard(Piece.Heard heard) {
    var _ = inbox.poll();
    toldUpTo = Math.max(toldUpTo, heard.ms());
    reader.tell(new HeardTo(toldUpTo, heard.asked()));
    reader.heard(Piece.Heard.WEIGHT);
    return 0;
  }

  private int finish(Utterance ended) {
    if (!ended.isDone()) {
      return ended.hearAgain();
    }
    var told = ended.toFinal(number, toldUpTo);
    if (!told.words().isEmpty() || ended.wasGuessed()) {
      reader.tell(told);
      toldUpTo = told.toMs();
      number++;
    }
    utterance = null;
    if (decoder != null && decoder.carriesMean()) {
      pool.giveBack(decoder);
      decoder = null;
    }
    return 0;
  }

  private int leave() {
    inbox.clear();
    pool.forget(this);
    utterance = null;
    for (var one : new @Nullable Decoder[]{decoder, lent.getAndSet(null)}) {
      if (one != null) {
        one.abandon();
        pool.giveBack(one);
      }
    }
    decoder = null;
    return NOTHING;
  }

  private void broken(Throwable why) {
    var broken = decoder;
    utterance = null;
    decoder = null;
    reader.fail(new RecogniserException.Lost("the decoder broke off", why));
    if (broken != null) {
      pool.discard(broken);
    }
  }
}

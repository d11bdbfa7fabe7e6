package dev.earshot.sphinx;

import dev.earshot.core.recogniser.Peak;
import dev.earshot.core.recogniser.RecogniserException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/// The decoders of one process, lent to one utterance at a time, in the order of asking.
///
/// They are opened ahead of need: from [#warm] on there is one for everybody who speaks or waits, and
/// one spare for who begins next, up to the maximum. Opening takes half a second, which would else be
/// the delay of somebody's first words. A spare that cannot be opened is tried again when the next one is
/// lent. What was opened stays open.
///
/// Asking never blocks. Who waits too long is told that we are busy, so that waiting does not grow
/// into a queue of its own; while the very first decoder is being opened, everybody waits for that.
final class DecoderPool implements AutoCloseable {
  /// Sound that a stream can hold back while it waits for its turn, at the pace of speech.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /// People pause: who has just spoken is about to go on.
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  /// Decoders that lie here for nobody yet.
  private static final int SPARE = 1;

  private final Supplier<Decoder> opening;
  private final int most;
  private final Executor opener;
  private final Scheduler clock;
  private final Peak speaking;
  // guarded by this
  private final Deque<Decoder> idle = new ArrayDeque<>();
  private final WaitingLine waiting = new WaitingLine();
  private int open;
  private int underway;
  private boolean closed;
  private CompletableFuture<Void> first = new CompletableFuture<>();

  /// Who wants a decoder. Is told one of the two, once, on any thread.
  interface Borrower {
    void lend(Decoder decoder);

    void refuse(RecogniserException why);
  }

  /// @param opener runs the opening of decoders, one after the other: it takes half a second
  DecoderPool(Supplier<Decoder> opening, int most, Executor opener, Scheduler clock) {
    this.opening = opening;
    this.most = most;
    this.opener = opener;
    this.clock = clock;
    this.speaking = new Peak(REMEMBERED, () -> clock.now(TimeUnit.NANOSECONDS));
  }

  /// Most utterances of the last seconds that had a decoder at once, or waited for one.
  int mostSpeaking() {
    return (int) speaking.highest();
  }

  /// Opens the first decoder, if there is none yet. Completes as soon as it is open.
  CompletableFuture<Void> warm() {
    synchronized (this) {
      if (closed) {
        return CompletableFuture.failedFuture(closedNow());
      }
      if (first.isCompletedExceptionally()) {
        first = new CompletableFuture<>(); // perhaps the operator has mended it
      }
      if (open + underway == 0) {
        stockUp();
      }
      return first;
    }
  }

  void borrow(Borrower borrower) {
    @Nullable
    Decoder decoder;
    synchronized (this) {
      if (closed) {
        decoder = null;
      } else {
        decoder = idle.poll();
        if (decoder == null) {
          await(borrower);
        }
        stockUp();
        speaking.observe(open - idle.size() + waiting.size());
        if (decoder == null) {
          return;
        }
      }
    }
    if (decoder == null) {
      borrower.refuse(closedNow());
    } else {
      borrower.lend(decoder);
    }
  }

  /// Nobody is told anything any more, if he still waited.
  synchronized void forget(Borrower borrower) {
    var _ = waiting.leave(borrower);
  }

  /// Takes a decoder back for the next one.
  void giveBack(Decoder decoder) {
    @Nullable
    Borrower next;
    synchronized (this) {
      next = closed ? null : waiting.next();
      if (next == null && !closed) {
        idle.push(decoder); // the one that was used last has its memory warm
        return;
      }
    }
    if (next == null) {
      discard(decoder);
    } else {
      next.lend(decoder);
    }
  }

  /// Takes back a decoder that broke: nobody shall have it again.
  void discard(Decoder decoder) {
    synchronized (this) {
      open--;
      if (!closed) {
        stockUp();
      }
    }
    decoder.close();
  }

  synchronized int lent() {
    return open - idle.size();
  }

  synchronized int opened() {
    return open;
  }

  synchronized int waiting() {
    return waiting.size();
  }

  /// Refuses everybody who waits and closes what lies here; what is lent is closed when it comes
  /// back.
  @Override
  public void close() {
    List<Borrower> refused;
    var unused = new ArrayDeque<Decoder>();
    synchronized (this) {
      closed = true;
      refused = waiting.leaveAll();
      unused.addAll(idle);
      idle.clear();
    }
    refused.forEach(one -> one.refuse(closedNow()));
    unused.forEach(this::discard);
    var _ = first.completeExceptionally(closedNow()); // unless it was ready before
  }

  /// Opens what is missing.
  private void stockUp() {
    var missing = Math.min(waiting.size() + SPARE - idle.size() - underway,
        most - open - underway);
    for (var i = 0; i < missing; i++) {
      underway++;
      opener.execute(this::openAnother);
    }
  }

  private void openAnother() {
    try {
      opened(opening.get());
    } catch (RecogniserException e) {
      refuseAll(e);
    } catch (RuntimeException | Error e) { // else who waits would wait in vain
      refuseAll(new RecogniserException.Lost("a decoder could not be opened: " + e, e));
    }
  }

  private void opened(Decoder decoder) {
    CompletableFuture<Void> ready;
    synchronized (this) {
      underway--;
      open++;
      ready = first;
    }
    giveBack(decoder);
    var _ = ready.complete(null); // only the first one changes it
  }

  private void refuseAll(RecogniserException why) {
    List<Borrower> refused;
    CompletableFuture<Void> failed;
    synchronized (this) {
      underway--;
      refused = open == 0 ? waiting.leaveAll() : List.of(); // else they get one that is open
      failed = first;
    }
    refused.forEach(one -> one.refuse(why));
    var _ = failed.completeExceptionally(why); // unless it was ready before
  }

  private void await(Borrower borrower) {
    waiting.join(borrower,
        clock.schedule(() -> giveUp(borrower), PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void giveUp(Borrower borrower) {
    boolean waited;
    synchronized (this) {
      waited = waiting.leave(borrower);
      if (waited && open == 0 && underway > 0) { // nobody is busy: the first is still being opened
        await(borrower);
        return;
      }
    }
    if (waited) {
      borrower
          .refuse(new RecogniserException.Busy("all " + most + " decoders are taken", PATIENCE));
    }
  }

  private static RecogniserException closedNow() {
    return new RecogniserException.Lost("the recogniser was closed",
        new IllegalStateException("closed"));
  }
}

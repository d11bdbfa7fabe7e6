package dev.earshot.core.relay;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.AudioGap;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.Trouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/// One stream on its way through its legs. Whatever happens to it happens one after the other, on the thread
/// of whoever came first.
final class Passage implements LegRun.Owner, Feed.Listener {
  private final Leg leg;
  private final Roster roster;
  private final RelayDesk desk;
  private final Supplier<Traffic> streams;
  private final FluxSink<TranscriptEvent> sink;
  private final Turns turns = new Turns();
  private final Patience patience;
  private final Lateness lateness;
  private final Feed feed;
  private final Questions questions;
  private final Stitch stitch;
  private @Nullable LegRun run;
  private boolean ended;

  /// @param streams those of the house now, this one among them
  Passage(Leg leg, Tape tape, Roster roster, RelayDesk desk, Supplier<Traffic> streams,
      FluxSink<TranscriptEvent> sink) {
    this.leg = leg;
    this.roster = roster;
    this.desk = desk;
    this.streams = streams;
    this.sink = sink;
    this.patience = new Patience(desk.times());
    this.lateness = new Lateness(desk);
    this.feed = new Feed(tape, this);
    this.questions = new Questions(feed, leg.format());
    this.stitch = new Stitch(leg.firstUtterance());
  }

  void start(Flux<Sound> sound) {
    sound.subscribe(feed);
    sink.onRequest(_ -> turns.take(this::want));
    turns.take(this::begin);
  }

  /// Time has passed.
  void tick() {
    turns.take(this::look);
  }

  /// Nobody listens any more.
  void cancel() {
    turns.take(this::close);
  }

  @Override
  public void heard(LegRun from, TranscriptEvent event) {
    turns.take(() -> hear(from, event));
  }

  @Override
  public void failed(LegRun from, Throwable error) {
    turns.take(() -> fail(from, Troubles.of(error), error));
  }

  @Override
  public void completed(LegRun from) {
    turns.take(() -> {
      if (from != run) {
        return;
      }
      if (!from.watch().isSoundOver() || feed.failure() != null || owesWords()) {
        fail(from, Trouble.LOST,
            new Lost("leg: ended too soon (expected: words of all its sound)"));
      } else {
        from.target().proved();
        finish();
      }
    });
  }

  /// Whether a guess was left without its final, and somebody may know better.
  private boolean owesWords() {
    return stitch.isOpen() && canMove(desk.nowMs());
  }

  private boolean canMove(long now) {
    return roster.hasUntried(leg, patience.tried(), now);
  }

  @Override
  public void lost(long fromSample, long toSample) {
    turns.take(() -> {
      var from = leg.format().millisOf(fromSample);
      var to = leg.format().millisOf(toSample);
      desk.news().lost(patience.trouble(), to - from);
      tell(new AudioGap(from, to, patience.trouble()));
    });
  }

  @Override
  public void asked() {
    turns.take(() -> questions.asked(desk.nowMs()));
  }

  private void begin() {
    var now = desk.nowMs();
    while (run == null && !ended) {
      var target = patience.mayTry(now)
          ? roster.begin(leg, patience.tried(), patience.isAgain(), now, streams.get())
          : null;
      if (target == null) {
        patience.waits(now);
        if (patience.isOver(canMove(now), now)) {
          giveUp();
        }
        return;
      }
      lateness.begins(stitch.heardMs());
      var next = new LegRun(leg.from(stitch.nextUtterance()),
          leg.format().samplesIn(stitch.heardMs()), target, desk, feed, sink.contextView(), this);
      run = next;
      next.start();
      want();
    }
  }

  private void want() {
    if (run != null && sink.requestedFromDownstream() > 0) {
      run.want();
    }
  }

  private void hear(LegRun from, TranscriptEvent event) {
    if (from != run) {
      return; // a leg that is over: late words of it are nobody's
    }
    try {
      from.check(event);
    } catch (Garbled e) {
      fail(from, Trouble.GARBLED, e);
      return;
    }
    patience.waitsNoMore();
    from.target().alive();
    recover(from);
    if (from.watch().heard(event)) {
      patience.heardWords();
    }
    stitch.hear(event instanceof HeardTo told ? questions.answer(told) : event).forEach(this::tell);
    feed.isFinalTo(leg.format().samplesIn(stitch.heardMs()));
    want();
  }

  private void fail(LegRun from, Trouble trouble, Throwable error) {
    if (from != run || ended) {
      return;
    }
    var broken = feed.failure();
    if (broken != null) {
      close();
      sink.error(broken);
      return;
    }
    var now = desk.nowMs();
    run = null;
    from.stop();
    from.target().failed(trouble, error, now);
    desk.news().failed(from.target().engine().name(), trouble);
    patience.failed(from.target(), trouble, error, now);
    lateness.failed(stitch.heardMs(), trouble).ifPresent(this::tell);
    begin();
  }

  /// A leg that has done nothing wrong makes room for another.
  private void move(LegRun from) {
    run = null;
    from.stop();
    patience.moved(from.target());
    begin();
  }

  private void look() {
    var from = run;
    if (from == null) {
      begin();
      return;
    }
    var now = desk.nowMs();
    from.payOpenTime();
    var failing = from.failing(patience.muteMs(), now);
    if (failing != null) {
      fail(from, failing.trouble(), failing.error());
    } else if (from.isToMove(stitch.heardMs(), () -> canMove(now), now)) {
      move(from);
    } else {
      recover(from);
      questions.answerUntil(now - from.watch().flushMs(), stitch.heardMs(), this::tell);
    }
  }

  private void recover(LegRun from) {
    lateness.runs(from, from.givenMs()).ifPresent(event -> {
      patience.waitsNoMore();
      tell(event);
    });
  }

  private void tell(TranscriptEvent event) {
    if (!ended) {
      sink.next(event);
    }
  }

  private void finish() {
    stitch.end().forEach(this::tell);
    questions.answerUntil(Long.MAX_VALUE, stitch.heardMs(), this::tell);
    close();
    sink.complete();
  }

  private void giveUp() {
    stitch.end().forEach(this::tell);
    close();
    sink.error(patience.reason());
  }

  private void close() {
    ended = true;
    var last = run;
    run = null;
    if (last != null) {
      last.stop();
    }
    feed.cancel();
  }
}

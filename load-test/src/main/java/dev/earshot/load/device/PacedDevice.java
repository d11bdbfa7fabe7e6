package dev.earshot.load.device;

import dev.earshot.load.device.Session.End;
import dev.earshot.load.device.Session.Manner;
import java.time.Duration;

/// One virtual device. It never stops talking because the gateway is slow: what its socket does not take is
/// sent as soon as it does, and counts as late. Lives on one event loop.
final class PacedDevice implements Agenda.Item, Wire.Talk {
  private static final int SLOW_READ_MS = 2_000;
  private static final int WELL = 1_000;

  private final Rota rota;
  private final Line line;
  private final Session session;
  private final Wire wire;
  private final Notes notes;
  private final Patience patience;
  private State state = State.CALLING;
  private boolean hasSaidBye;
  private long frames;
  private long sent;
  private long heldTo;
  private long counted;

  /// Where it stands.
  private enum State {
    CALLING, TALKING, GONE, FINISHING, DONE
  }

  PacedDevice(Rota rota, Line line, Session session) {
    this.rota = rota;
    this.line = line;
    this.session = session;
    this.wire = new Wire(line, this);
    this.patience = new Patience(rota.loop(), this::fails);
    this.notes = new Notes(rota.tally(), line.shape(), line.words(), rota.originNanos());
  }

  void call() {
    patience.begins("not ready");
    wire.connect(rota.loop(), session.manner() == Manner.SLOW_READER);
  }

  @Override
  public void ready() {
    if (state != State.CALLING) {
      return;
    }
    var now = rota.now();
    patience.ends();
    state = State.TALKING;
    rota.tally().count(Count.READY);
    rota.tally().talks(true);
    rota.tally().note(Measure.CONNECT, now - session.fromNanos());
    frames = Math.max(1, (session.toNanos() - now) / line.shape().frameNanos());
    notes.begin(now, line.voice().firstSpeech(session.offset()));
    wire.reads(session.manner() != Manner.SLOW_READER);
    rota.add(this, notes.due(0));
  }

  @Override
  public long act(long now) {
    return switch (state) {
      case TALKING -> talk();
      case GONE -> {
        ends("silent, as it was meant to");
        yield Agenda.NEVER;
      }
      case CALLING, FINISHING, DONE -> Agenda.NEVER;
    };
  }

  /// Sends all that is due.
  private long talk() {
    if (session.manner() == Manner.HALF_OPEN && sent > frames / 2) {
      state = State.GONE;
      wire.reads(false);
      return session.toNanos();
    }
    var now = rota.now();
    while (sent < frames && notes.due(sent) <= now && wire.isWritable()) {
      var frame = line.voice().frame(sent, session.offset());
      notes.sends(sent, sent < heldTo, frame.readableBytes(), now);
      wire.send(frame);
      sent++;
      now = rota.now();
    }
    countDue(now);
    if (sent == frames) {
      finish(now);
      return Agenda.NEVER;
    }
    if (session.manner() == Manner.SLOW_READER
        && sent % (SLOW_READ_MS / line.shape().frameMs()) == 0) {
      wire.read();
    }
    return notes.due(Math.max(sent, counted));
  }

  /// What is due and not sent is held by the socket.
  private void countDue(long now) {
    var due = Math.min(frames, notes.dueBy(now));
    if (due > counted) {
      rota.tally().count(Count.FRAMES_DUE, due - counted);
      counted = due;
    }
    if (due > sent && !wire.isWritable()) {
      heldTo = due;
    }
  }

  @Override
  public void roomy() {
    if (state == State.TALKING && sent < heldTo) {
      talk();
    }
  }

  private void finish(long now) {
    if (session.end() == End.DROP) {
      ends("hung up, as it was meant to");
      return;
    }
    state = State.FINISHING;
    rota.tally().talks(false);
    wire.reads(true);
    notes.finishes(now);
    wire.say(line.target().dialect().finish());
    patience.begins("no last words");
  }

  /// Its plan ends now.
  void stop() {
    switch (state) {
      case CALLING -> ends("not ready when the round was stopped");
      case TALKING -> {
        frames = sent;
        if (sent == 0) {
          ends("not begun when the round was stopped");
        } else {
          finish(rota.now());
        }
      }
      case GONE -> act(rota.now());
      case FINISHING, DONE -> { // on its way
      }
    }
  }

  @Override
  public void message() {
    rota.tally().count(Count.MESSAGES);
  }

  @Override
  public void words(String text, boolean isFinal, double toMs) {
    if (session.manner() != Manner.SLOW_READER) {
      notes.hears(text, isFinal, toMs, rota.now());
    }
  }

  @Override
  public void trouble(String code) {
    rota.tally().count(Count.ERRORS);
    rota.tally().end("told: " + code);
  }

  @Override
  public void over() {
    if (state == State.FINISHING && !hasSaidBye) {
      hasSaidBye = true;
      wire.close(WELL);
    }
  }

  @Override
  public void closed(int code, String reason) {
    if (state == State.FINISHING && (code == WELL || hasSaidBye)) {
      endsWell();
    } else {
      fails((code + " " + reason).strip());
    }
  }

  @Override
  public void refused(int status, Duration after) {
    if (state == State.CALLING && session.tries() > 0 && Comeback.isAskedFor(status)) {
      rota.comesAgain(session, after);
      done("told to come again: " + status + (after.isZero() ? " without Retry-After" : ""));
    } else {
      fails(String.valueOf(status));
    }
  }

  @Override
  public void lost(String how) {
    if (state == State.FINISHING && hasSaidBye) {
      endsWell();
    } else {
      fails(how);
    }
  }

  private void endsWell() {
    if (session.manner() == Manner.SLOW_READER) {
      ends("slow reader: served to its end");
      return;
    }
    notes.endsWell(rota.now());
    rota.tally().count(Count.ENDED);
    done("finished");
  }

  /// As it was planned, without last words.
  private void ends(String how) {
    notes.drops();
    rota.tally().count(Count.ENDED);
    done(how);
  }

  /// It is over, and not as it was planned.
  void fails(String how) {
    if (state == State.DONE) {
      return;
    }
    if (state == State.CALLING) {
      rota.tally().count(Count.FAILED);
      done("refused: " + how);
    } else if (session.manner() == Manner.SLOW_READER || state == State.GONE) {
      ends((state == State.GONE ? "silent, as it was meant to: " : "slow reader: ") + how);
    } else {
      notes.breaks();
      rota.tally().count(Count.FAILED);
      done("broken: " + how);
    }
  }

  private void done(String how) {
    if (state == State.TALKING || state == State.GONE) {
      rota.tally().talks(false);
    }
    state = State.DONE;
    rota.tally().end(how);
    patience.ends();
    wire.hangUp();
    rota.isDone(this);
  }
}

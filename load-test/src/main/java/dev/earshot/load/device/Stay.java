package dev.earshot.load.device;

import dev.earshot.load.device.Visit.Words;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One connection of a [LoyalDevice] while it lasts: sound at the pace of speech, and what is said of it.
/// Lives on one event loop.
final class Stay implements Wire.Talk {
  private static final int WELL = 1_000;
  /// What the gateway has not read when it closes was sent within this time.
  private static final int ON_THE_WAY_MS = 1_500;

  private final int device;
  private final Line line;
  private final EventLoop loop;
  private final Consumer<Visit> onEnd;
  private final Wire wire;
  private final Patience patience;
  private final Continuity continuity = new Continuity();
  private final List<String> told = new ArrayList<>();
  private State state = State.CALLING;
  private Duration mayComeBehind = Duration.ZERO;
  private long readyNanos;
  private long sent;

  /// Where it stands.
  private enum State {
    CALLING, TALKING, FINISHING, OVER
  }

  /// @param onEnd is told once, when it is over
  Stay(int device, Line line, EventLoop loop, Consumer<Visit> onEnd) {
    this.device = device;
    this.line = line;
    this.loop = loop;
    this.onEnd = onEnd;
    this.wire = new Wire(line, this);
    this.patience = new Patience(loop, how -> ends(Visit.UNTOLD, how));
  }

  void call() {
    patience.begins("not ready");
    wire.connect(loop, false);
  }

  /// Before so long the gateway does not want to be called again; zero where it said nothing.
  Duration mayComeBehind() {
    return mayComeBehind;
  }

  boolean isTalking() {
    return state == State.TALKING;
  }

  @Override
  public void ready() {
    if (state == State.CALLING) {
      patience.ends();
      state = State.TALKING;
      readyNanos = System.nanoTime();
      talkOn();
    }
  }

  private void talkOn() {
    if (state != State.TALKING) {
      return;
    }
    var frame = line.shape().frameNanos();
    var now = System.nanoTime() - readyNanos;
    while (now >= (sent + 1) * frame && wire.isWritable()) {
      wire.send(line.voice().frame(sent, 0));
      sent++;
    }
    var _ = loop.schedule(this::talkOn, Math.max(frame / 10, (sent + 1) * frame - now),
        TimeUnit.NANOSECONDS);
  }

  /// Says that its sound ends, and waits for the last words; hangs up where none was taken.
  void finish() {
    if (state == State.TALKING) {
      state = State.FINISHING;
      if (line.target().dialect() == Dialect.OPENAI) {
        wire.close(WELL); // which is answered behind the last words; a commit is by those of any turn
      } else {
        wire.say(line.target().dialect().finish());
      }
      patience.begins("no last words");
    } else if (state == State.CALLING) {
      ends(Visit.UNTOLD, "not ready when all were to end");
    }
  }

  @Override
  public void message() {
    // what it means follows
  }

  @Override
  public void roomy() {
    // what was held is sent with the next frame
  }

  @Override
  public void words(String text, boolean isFinal, double toMs) {
    continuity.read(text, isFinal, (_, _) -> {});
  }

  @Override
  public void trouble(String code) {
    told.add(code);
  }

  @Override
  public void over() {
    // the gateway's close frame comes behind it
  }

  @Override
  public void closed(int code, String reason) {
    wire.close(WELL);
    ends(code, reason.isEmpty() ? "closed" : reason);
  }

  @Override
  public void refused(int status, Duration after) {
    mayComeBehind = after;
    ends(Visit.UNTOLD, String.valueOf(status));
  }

  @Override
  public void lost(String how) {
    ends(Visit.UNTOLD, how);
  }

  private void ends(int code, String how) {
    if (state == State.OVER) {
      return;
    }
    var finished = state == State.FINISHING && code == WELL;
    state = State.OVER;
    patience.ends();
    wire.hangUp();
    var soundMs = sent * line.shape().frameMs();
    onEnd.accept(new Visit(device, line.target().dialect(), readyNanos, System.nanoTime(), soundMs,
        finished, code, how, told, words(soundMs, finished, code != Visit.UNTOLD)));
  }

  /// Of a connection that came to its end each word was due; of one that the gateway closed, those whose
  /// sound it had; of one that broke, those that a later word came behind.
  private Words words(long soundMs, boolean finished, boolean closed) {
    var due = finished
        ? line.words().wordsIn(soundMs)
        : closed ? (int) Math.max(0, (soundMs - ON_THE_WAY_MS) / 1_000) : 0;
    return new Words(continuity.committed(), Math.max(continuity.gaps(), continuity.missing(due)),
        continuity.doubled());
  }
}

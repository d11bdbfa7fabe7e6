package dev.earshot.gateway.upstream.openai;

import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.gateway.upstream.Frame;
import dev.earshot.gateway.upstream.Heard;
import dev.earshot.gateway.upstream.Tongue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One leg with a server of OpenAI's realtime protocol.
///
/// Each item becomes an utterance. Where the server finds turns, it ends them, and we do only in a turn that
/// will not end; elsewhere we do where the speaker breathes. A flush is a commit; so is the end, behind which
/// nothing is awaited but the texts of the items there are.
final class OpenAiTongue implements Tongue {
  private static final Duration SHORTEST_TURN = Duration.ofSeconds(8);
  private static final Duration SHORTEST_ITEM = Duration.ofSeconds(2);
  private static final int MOST_COMPLAINTS = 16;

  private final Setup setup;
  private final Transcript transcript;
  private final Appends appends;
  private final Breath breath;
  private final Commits commits = new Commits();
  private final Items items = new Items();
  private double committedMs;
  private double itemsMs;
  private boolean configured;
  private boolean ready;
  private boolean inTurn;
  private boolean ended;
  private int complaints;

  OpenAiTongue(Leg leg, Setup setup) {
    this.setup = setup;
    this.transcript = new Transcript(leg);
    this.appends = new Appends(setup.variant().rateHz());
    this.breath = new Breath(setup.findsTurns() ? SHORTEST_TURN : SHORTEST_ITEM);
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public List<Frame> sound(Window piece) {
    transcript.give(piece);
    var frames = new ArrayList<>(appends.of(piece.pcm()));
    if ((inTurn || !setup.findsTurns()) && breath.isDue(piece)) {
      frames.addAll(commit(false));
    }
    return frames;
  }

  @Override
  public List<Frame> flush(boolean asked) {
    return commit(true);
  }

  @Override
  public List<Frame> end() {
    ended = true;
    return transcript.givenMs() > committedMs ? commit(false) : List.of();
  }

  @Override
  public boolean isOver() {
    return ended && commits.isEmpty() && items.areTold();
  }

  @Override
  public Heard read(String text) {
    return switch (Event.read(text)) {
      case Event.Created _ -> configure();
      case Event.Updated _ -> {
        ready = true;
        yield Heard.NOTHING;
      }
      case Event.Started(var id, var atMs) -> started(id, atMs);
      case Event.Stopped(var id, var atMs) -> stopped(id, atMs);
      case Event.Committed(var id, var previous) -> committed(id, previous);
      case Event.Delta(var id, var more) -> delta(id, more);
      case Event.Completed(var id, var all) -> completed(id, all);
      case Event.Failed(var why) -> throw why.loss();
      case Event.Wrong(var what) -> wrong(what);
      case Event.Generated _,Event.Done _,Event.Other _ -> Heard.NOTHING;
    };
  }

  @Override
  public void closed(int code, String reason) {
    if (!isOver()) {
      throw Goodbye.of(setup.variant().wireName(), code);
    }
  }

  private Heard configure() {
    if (configured) {
      return Heard.NOTHING;
    }
    configured = true;
    return Heard.answered(setup.update());
  }

  /// All sound goes with it, to the sample: what follows is another item's.
  private List<Frame> commit(boolean isFlush) {
    var frames = new ArrayList<>(appends.rest());
    committedMs = transcript.givenMs();
    frames.add(commits.commit(committedMs, isFlush));
    breath.restart();
    return frames;
  }

  private Heard started(String id, double atMs) {
    var heard = items.isEmpty();
    var item = items.named(id);
    if (item == null) {
      return Heard.NOTHING;
    }
    item.from(atMs);
    inTurn = true;
    breath.restart();
    return Heard.of(transcript.begin(atMs, heard));
  }

  private Heard stopped(String id, double atMs) {
    var item = items.named(id);
    if (item == null) {
      return Heard.NOTHING;
    }
    item.to(atMs);
    inTurn = false;
    return Heard.of(transcript.end(atMs));
  }

  private Heard committed(String id, @Nullable String previous) {
    var item = items.named(id);
    if (item == null || item.isCommitted()) {
      return Heard.NOTHING;
    }
    var isEnded = item.toMs() >= 0;
    var commit = isEnded ? commits.answered(item.toMs()) : commits.answered();
    if (!isEnded) { // by us
      item.to(commit == null ? transcript.givenMs() : commit.atMs());
      inTurn = false;
    }
    if (item.fromMs() < 0) {
      item.from(Math.min(itemsMs, item.toMs()));
    }
    if (commit != null) {
      item.answer(commit.flushes(), commit.atMs());
    }
    itemsMs = Math.max(itemsMs, item.toMs());
    items.commit(item, previous);
    return told(isEnded ? List.of() : transcript.end(item.toMs()));
  }

  private Heard delta(String id, String more) {
    var item = items.named(id);
    if (item == null) {
      return Heard.NOTHING;
    }
    item.grow(more);
    return Heard.of(item == items.first() ? guess(item) : List.of());
  }

  private Heard completed(String id, String all) {
    var item = items.named(id);
    if (item == null) {
      return Heard.NOTHING;
    }
    item.complete(all);
    return told(List.of());
  }

  /// Tells, behind these, the items whose turn it is.
  private Heard told(List<TranscriptEvent> before) {
    var events = new ArrayList<>(before);
    var flushes = 0;
    for (var item = items.next(); item != null; item = items.next()) {
      events.addAll(said(item));
      if (item.flushes() > 0) {
        transcript.hear(item.flushMs());
      }
      flushes += item.flushes();
      var next = items.first();
      if (next != null) {
        events.addAll(guess(next));
      }
    }
    return new Heard(events, List.of(), flushes);
  }

  private List<TranscriptEvent> said(Item item) {
    var text = Objects.requireNonNullElse(item.transcript(), "");
    return setup.findsTurns()
        ? transcript.say(text, item.fromMs(), item.toMs())
        : transcript.sayAlone(text, item.fromMs(), item.toMs());
  }

  private List<TranscriptEvent> guess(Item item) {
    return transcript.guess(item.grown(), item.fromMs() < 0 ? itemsMs : item.fromMs());
  }

  private Heard wrong(Complaint what) {
    var fatal = what.fatal();
    if (fatal != null) {
      throw fatal;
    }
    if (!ready) {
      throw new Refused(what.toString());
    }
    if (what.isEmptyCommit()) {
      return empty(commits.empty(what.eventId()));
    }
    if (++complaints > MOST_COMPLAINTS) {
      throw new Garbled("errors: " + complaints + " (expected: <= " + MOST_COMPLAINTS + ")");
    }
    return Heard.NOTHING;
  }

  /// There was nothing to commit: whoever asked is answered behind the items that are on their way.
  private Heard empty(Commits.@Nullable Commit commit) {
    var last = items.lastCommitted();
    if (commit == null || commit.flushes() == 0) {
      return Heard.NOTHING;
    }
    if (last != null) {
      last.answer(commit.flushes(), commit.atMs());
      return Heard.NOTHING;
    }
    transcript.hear(commit.atMs());
    return new Heard(List.of(), List.of(), commit.flushes());
  }
}

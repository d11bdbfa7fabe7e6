package dev.earshot.gateway.upstream.openai;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.gateway.upstream.Frame;
import dev.earshot.gateway.upstream.Heard;
import dev.earshot.gateway.upstream.StrictJson;
import dev.earshot.gateway.upstream.Tongue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// One leg with vLLM. It generates once between a commit and a final one, and throws away what comes between
/// that and its last word: until then sound waits here, and little more is asked for.
///
/// A generation goes from breath to breath, so that words become final and none grows without an end.
final class VllmTongue implements Tongue {
  private static final Frame BEGIN = new Frame.Text("{\"type\":\"input_audio_buffer.commit\"}");
  private static final Frame FINAL = new Frame.Text(
      "{\"type\":\"input_audio_buffer.commit\",\"final\":true}");
  private static final Duration SHORTEST_ITEM = Duration.ofSeconds(2);

  /// Of silence, where there is nothing else to generate from: an empty generation is an error there.
  private static final int LEAST = Sound.RATE_HZ / 10;
  private static final String ONLY = "";
  private static final double MOST_WAITING_MS = 2_000;

  private enum State {
    /// Nothing is generated.
    IDLE,
    /// Sound goes.
    OPEN,
    /// The last word is awaited.
    ENDING
  }

  private final String model;
  private final Transcript transcript;
  private final Appends appends = new Appends(Variant.VLLM.rateHz());
  private final Breath breath = new Breath(SHORTEST_ITEM);
  private final Deque<Sound> waiting = new ArrayDeque<>();
  private State state = State.IDLE;
  private Item item = new Item(ONLY);
  private double spokenMs;
  private boolean ready;
  private boolean ended;

  VllmTongue(Leg leg, String model) {
    this.model = model;
    this.transcript = new Transcript(leg);
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public boolean isTaking() {
    return state != State.ENDING || transcript.givenMs() - spokenMs < MOST_WAITING_MS;
  }

  @Override
  public List<Frame> sound(Window piece) {
    transcript.give(piece);
    waiting.add(piece);
    return goOn();
  }

  @Override
  public List<Frame> flush(boolean asked) {
    waiting.add(new Flush(asked));
    return goOn();
  }

  @Override
  public List<Frame> end() {
    ended = true;
    return goOn();
  }

  @Override
  public boolean isOver() {
    return ended && state == State.IDLE && waiting.isEmpty();
  }

  @Override
  public Heard read(String text) {
    return switch (Event.read(text)) {
      case Event.Created _ -> created();
      case Event.Generated(var more) -> generated(more);
      case Event.Done(var all) -> done(all);
      case Event.Wrong(var what) -> throw what.loss(); // whatever it is, words are missing
      case Event.Failed(var what) -> throw what.loss();
      case Event.Updated _,Event.Started _,Event.Stopped _,Event.Committed _,Event.Delta _,Event.Completed _,Event.Other _ ->
        Heard.NOTHING;
    };
  }

  @Override
  public void closed(int code, String reason) {
    if (!isOver()) {
      throw Goodbye.of(Variant.VLLM.wireName(), code);
    }
  }

  /// It does not answer the update.
  private Heard created() {
    if (ready) {
      return Heard.NOTHING;
    }
    ready = true;
    return Heard.answered(new Frame.Text(StrictJson.object()
        .put("type", "session.update")
        .put("model", model)
        .toString()));
  }

  private Heard generated(String more) {
    if (state == State.IDLE) {
      return Heard.NOTHING;
    }
    item.grow(more);
    if (item.grown().toString().isBlank()) {
      return Heard.NOTHING;
    }
    var events = new ArrayList<>(transcript.begin(item.fromMs(), false));
    events.addAll(transcript.guess(item.grown(), item.fromMs()));
    return Heard.of(events);
  }

  private Heard done(String all) {
    if (state == State.IDLE) {
      return Heard.NOTHING;
    }
    var toMs = state == State.ENDING ? item.toMs() : spokenMs; // of itself: it generates no longer
    item.complete(all);
    var events = new ArrayList<>(transcript.sayAlone(all, item.fromMs(), toMs));
    var flushes = item.flushes();
    if (flushes > 0) {
      transcript.hear(item.flushMs());
    }
    state = State.IDLE;
    return new Heard(events, goOn(), flushes);
  }

  /// Says what can be said now.
  private List<Frame> goOn() {
    var frames = new ArrayList<Frame>();
    while (state != State.ENDING && !waiting.isEmpty()) {
      switch (waiting.remove()) {
        case Window piece -> speak(piece, frames);
        case Flush _ -> {
          if (state == State.IDLE) {
            begin(frames);
            frames.addAll(appends.of(new short[LEAST]));
          }
          item.answer(1, spokenMs);
          finish(frames);
        }
      }
    }
    if (ended && state == State.OPEN) {
      finish(frames);
    }
    return frames;
  }

  private void speak(Window piece, List<Frame> frames) {
    if (state == State.IDLE) {
      begin(frames);
    }
    spokenMs += piece.pcm().length * 1_000.0 / Sound.RATE_HZ;
    frames.addAll(appends.of(piece.pcm()));
    if (breath.isDue(piece)) {
      finish(frames);
    }
  }

  private void begin(List<Frame> frames) {
    item = new Item(ONLY);
    item.from(spokenMs);
    breath.restart();
    state = State.OPEN;
    frames.add(BEGIN);
  }

  private void finish(List<Frame> frames) {
    item.to(spokenMs);
    state = State.ENDING;
    frames.add(FINAL);
  }
}

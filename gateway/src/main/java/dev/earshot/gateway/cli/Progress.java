package dev.earshot.gateway.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.gateway.client.Listener;
import java.io.PrintWriter;

/// Keeps the final words of a recording and shows how far it has come.
final class Progress implements Listener {
  private static final int STEP = 5;

  private final PrintWriter err;
  private final long millis;
  private final Transcript transcript = new Transcript();
  private long shown = -STEP;

  /// Progress of a recording of this many milliseconds, shown as lines of percent.
  Progress(PrintWriter err, long millis) {
    this.err = err;
    this.millis = millis;
  }

  @Override
  public void segment(String id, String text, boolean isFinal) {
    if (isFinal) {
      transcript.keep(id, text);
    }
  }

  @Override
  public void deleted(String id) {
    transcript.drop(id);
  }

  @Override
  public void event(String type, String json) {
    switch (type) {
      case "credits_exhausted", "frame_skipped" -> err.println("\n" + json);
      default -> { // of no interest to somebody who wants the text
      }
    }
  }

  @Override
  public void sent(long sent) {
    var percent = millis == 0 ? 100 : sent * 100 / millis;
    if (percent >= shown + STEP) {
      shown = percent - percent % STEP;
      err.print("\rsent " + shown + " % of " + millis / 1_000 + " s ");
      err.flush();
    }
  }

  void finish() {
    err.println();
  }

  String transcript() {
    return transcript.text();
  }

  String json(long length) {
    var object = new JsonMapper().createObjectNode()
        .put("text", transcript())
        .put("audio_ms", length);
    var segments = object.putArray("segments");
    transcript.segments().forEach(segments::add);
    return object.toString();
  }
}

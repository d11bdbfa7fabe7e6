package dev.earshot.gateway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.gateway.client.Listener;
import java.io.PrintWriter;

/// Shows words as they come: a guess in one line that is written over and over, a final in a line of
/// its own, the credit beside it.
final class WordScreen implements Listener {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int WIDTH = 100;

  private final PrintWriter out;
  private final boolean terminal;
  private final Transcript transcript = new Transcript();
  private int shown;

  /// A screen.
  ///
  /// @param terminal whether a line can be written over; otherwise each guess has its own
  WordScreen(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void segment(String id, String text, boolean isFinal) {
    if (isFinal) {
      transcript.keep(id, text);
      line("final    " + text);
    } else {
      guess("partial  " + text);
    }
  }

  @Override
  public void deleted(String id) {
    transcript.drop(id);
  }

  @Override
  public void event(String type, String json) {
    switch (type) {
      case "credits_left" -> line("credits  " + left(json));
      case "service_status" -> line("status   " + status(json));
      default -> line("event    " + json);
    }
  }

  @Override
  public void sent(long millis) {}

  /// All finals in their order.
  String transcript() {
    return transcript.text();
  }

  void finish() {
    clear();
  }

  private void guess(String text) {
    if (!terminal) {
      out.println(text);
      return;
    }
    var fitting = text.length() <= WIDTH
        ? text
        : "partial  ..."
            + text.substring(text.length() - WIDTH + 12);
    clear();
    out.print(fitting);
    out.flush();
    shown = fitting.length();
  }

  private void line(String text) {
    clear();
    out.println(text);
    out.flush();
  }

  private void clear() {
    if (shown > 0) {
      out.print("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
  }

  private static String left(String json) {
    try {
      var message = JSON.readTree(json);
      return message.path("unlimited").asBoolean()
          ? "unlimited"
          : "%.1f s left".formatted(message.path("remaining_ms").asLong() / 1_000.0);
    } catch (JsonProcessingException e) {
      return json;
    }
  }

  private static String status(String json) {
    try {
      var message = JSON.readTree(json);
      var status = message.path("status").asText();
      return switch (status) {
        case "degraded" -> status + ": " + message.path("reason").asText()
            + "; words are late, none is lost";
        case "recovered" -> status + ": " + message.path("provider").asText() + " goes on";
        default -> status;
      };
    } catch (JsonProcessingException e) {
      return json;
    }
  }
}

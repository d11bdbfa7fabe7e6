package dev.earshot.load.versus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the recogniser says of a stream of 16-bit samples at 16 kHz, in Deepgram's words: for second k the
/// word `wK@NANOS`, a guess as soon as so much of the second is there, final every five seconds.
///
/// `NANOS` is when it was there, by `System.nanoTime`, which all processes of a machine share. A second that
/// has only begun at the end has a word without it.
final class UpstreamTalk {
  private static final int BYTES_A_MS = 32;
  private static final int BYTES_A_SECOND = BYTES_A_MS * 1_000;
  private static final int SECONDS_A_FINAL = 5;
  private static final String HEAD = "{\"type\":\"Results\",\"channel_index\":[0,1],";

  private final int heardMs;
  private final List<String> words = new ArrayList<>();
  private long bytes;
  private int second;
  private boolean over;

  /// @param heardMs how much of a second a word needs
  UpstreamTalk(int heardMs) {
    this.heardMs = heardMs;
  }

  /// Hears more sound, which came at this time.
  List<String> hear(int more, long nanos) {
    bytes += more;
    if (bytes < needed()) {
      return List.of();
    }
    var said = new ArrayList<String>();
    while (bytes >= needed()) {
      words.add("w" + second + "@" + nanos);
      second++;
      said.add(results(second % SECONDS_A_FINAL == 0, false));
    }
    return said;
  }

  /// Is told something.
  List<String> told(String text) {
    if (text.contains("CloseStream") && !over) {
      over = true;
      if (bytes > (long) second * BYTES_A_SECOND) {
        words.add("w" + second);
        second++;
      }
      var said = new ArrayList<String>();
      if (!words.isEmpty()) {
        said.add(results(true, false));
      }
      said.add(String.format(Locale.ROOT,
          "{\"type\":\"Metadata\",\"request_id\":\"r\",\"duration\":%.3f,\"channels\":1}",
          (double) bytes / BYTES_A_SECOND));
      return said;
    }
    return text.contains("Finalize") && !words.isEmpty() ? List.of(results(true, true)) : List.of();
  }

  /// Whether it was told to end, and has said all.
  boolean isOver() {
    return over;
  }

  /// How many bytes the next word needs.
  private long needed() {
    return (second * 1_000L + heardMs) * BYTES_A_MS;
  }

  /// The words since the last final, and the range from the first of them on.
  private String results(boolean isFinal, boolean asked) {
    var from = second - words.size();
    var all = new StringBuilder();
    for (var i = 0; i < words.size(); i++) {
      all.append(i == 0 ? "" : ",")
          .append("{\"word\":\"")
          .append(words.get(i))
          .append("\",\"start\":")
          .append(from + i)
          .append(".0,\"end\":")
          .append(from + i)
          .append(".1,\"confidence\":0.99}");
    }
    var seconds = words.size() - 1 + heardMs / 1e3;
    var text = HEAD + "\"start\":" + from + ".0,\"duration\":"
        + String.format(Locale.ROOT, "%.3f", seconds) + ",\"is_final\":" + isFinal
        + ",\"speech_final\":false,\"from_finalize\":" + asked
        + ",\"channel\":{\"alternatives\":[{\"transcript\":\"" + String.join(" ", words)
        + "\",\"confidence\":0.99,\"words\":[" + all
        + "]}]},\"metadata\":{\"request_id\":\"r\"}}";
    if (isFinal) {
      words.clear();
    }
    return text;
  }
}

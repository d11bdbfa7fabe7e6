package dev.earshot.load.report;

import dev.earshot.load.device.Measure;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the words of a report mean, for whoever reads it without the documents.
final class Definitions {
  private static final Map<String, String> ALL = all();

  private Definitions() {}

  static void add(Markup html) {
    html.heading("What the words mean").add("<dl>");
    ALL.forEach((word, meaning) -> html.add("<dt>" + Terms.escaped(word) + "</dt><dd>"
        + Terms.escaped(meaning) + "</dd>"));
    html.add("</dl>");
  }

  /// The first sentence or so on a measure that pages begin with.
  static String of(Measure measure) {
    return measure == Measure.ADDED_LATENCY
        ? "From when the frame that completes a word was scheduled until the word came."
        : "From when the end of the sound that a result covers was captured until the result came.";
  }

  private static Map<String, String> all() {
    var all = new LinkedHashMap<String, String>();
    all.put("schedule",
        "Frame i of a stream that began at t0 is due at t0 + (i + 1) frames. A late "
            + "frame moves no other, and no stream waits for another.");
    all.put("added latency",
        "A scripted recogniser says w0 for the first second of a stream, w1 for "
            + "the second, as soon as it has heard a stated part of it, and a stated delay later. From when "
            + "the frame with the end of that part was due, and the delay, until the word came.");
    all.put("from send", "The same from when the frame was really written. Where this is less, the "
        + "generator or a socket that took nothing was late.");
    all.put("pacing error", "From when a frame was due until it was written, for frames that the "
        + "socket took. Beyond 5 ms at p99 the run is invalid, as it is when an event loop of the "
        + "generator takes more than 70 % of a core.");
    all.put("frames late",
        "Frames that were written more than a frame's length behind their time.");
    all.put("first partial",
        "From when the first sound of speech was captured until the first words "
            + "came; with a scripted recogniser every sound is speech.");
    all.put("stream p99", "The added latency that 99 % of one stream's words were within, of less "
        + "than a hundred words the latest one; an hour where the stream broke or lost a word.");
    all.put("cursor lag",
        "From when the end of the sound that a result covers was captured until the "
            + "result came.");
    all.put("finalisation", "From when the last frame was due until the last final came.");
    all.put("connect",
        "From when a stream was to begin until the gateway was ready for its sound.");
    all.put("words lost, doubled, reordered",
        "Words that never came to stay, twice, or behind a later "
            + "one. Words unheard were due when their stream broke.");
    all.put("streams failed",
        "Refused, never ready, broken, or without last words within 30 s. They "
            + "are in no histogram.");
    all.put("charged, less sent",
        "What the account's ledger says for this run, less the sound that "
            + "was written.");
    return all;
  }
}

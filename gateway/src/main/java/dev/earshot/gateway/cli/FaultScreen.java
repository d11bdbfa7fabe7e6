package dev.earshot.gateway.cli;

import dev.earshot.gateway.client.Listener;
import java.io.PrintWriter;

/// Shows what a [WordScreen] shows, and kills a recogniser in the middle of the second sentence: when the first
/// is final and two words of the next one have been guessed.
final class FaultScreen implements Listener {
  private final PrintWriter out;
  private final WordScreen screen;
  private final DoomedRecogniser recogniser;
  private boolean heardSentence;
  private boolean killed;

  FaultScreen(PrintWriter out, WordScreen screen, DoomedRecogniser recogniser) {
    this.out = out;
    this.screen = screen;
    this.recogniser = recogniser;
  }

  /// Whether there was a middle of a sentence.
  boolean hasKilled() {
    return killed;
  }

  @Override
  public void segment(String id, String text, boolean isFinal) {
    screen.segment(id, text, isFinal);
    heardSentence |= isFinal;
    if (heardSentence && !isFinal && !killed && text.strip().contains(" ")) {
      killed = true;
      screen.finish();
      out.println("fault    kill -9 " + recogniser.pid() + ": its recogniser dies in mid-sentence");
      out.flush();
      recogniser.kill();
    }
  }

  @Override
  public void deleted(String id) {
    screen.deleted(id);
  }

  @Override
  public void event(String type, String json) {
    screen.event(type, json);
  }

  @Override
  public void sent(long millis) {
    screen.sent(millis);
  }
}

package dev.earshot.silero;

import dev.earshot.core.voice.EnergyDetector;
import dev.earshot.core.voice.VoiceDetector;
import java.util.Arrays;

/// Listens to one stream with a [SileroModel]. The model looks at 32 ms at once: until the next look, each
/// 10 ms are what the last look found, so that a voice is noticed up to 32 ms late.
///
/// A voice begins where it is likely and ends where it is unlikely; what lies between goes on as it was. Both
/// limits are Silero's own defaults.
///
/// A look costs two hundred times what the energy does, so the model is only asked while there is any: where no
/// frame was louder than the room for half a second, there is no voice, and the model forgets what it knew.
final class SileroDetector implements VoiceDetector {
  private static final float BEGINS = 0.5f;
  private static final float ENDS = 0.35f;
  private static final float FULL_SCALE = 32_768f;

  private static final int HUSH_FRAMES = 50;

  private final SileroModel model;
  private final VoiceDetector energy = new EnergyDetector();
  private final float[] state = SileroModel.freshState();
  private final float[] sound = new float[SileroModel.CONTEXT + SileroModel.WINDOW];
  private int gathered;
  private int quietFrames = HUSH_FRAMES;
  private boolean voice;

  SileroDetector(SileroModel model) {
    this.model = model;
  }

  @Override
  public boolean hears(short[] pcm, int at) {
    quietFrames = energy.hears(pcm, at) ? 0 : Math.min(HUSH_FRAMES, quietFrames + 1);
    for (var i = at; i < at + FRAME; i++) {
      sound[SileroModel.CONTEXT + gathered++] = pcm[i] / FULL_SCALE;
      if (gathered == SileroModel.WINDOW) {
        look();
      }
    }
    return voice;
  }

  private void look() {
    if (quietFrames < HUSH_FRAMES) {
      voice = model.hear(sound, state) >= (voice ? ENDS : BEGINS);
    } else {
      voice = false;
      Arrays.fill(state, 0);
    }
    System.arraycopy(sound, SileroModel.WINDOW, sound, 0, SileroModel.CONTEXT);
    gathered = 0;
  }
}

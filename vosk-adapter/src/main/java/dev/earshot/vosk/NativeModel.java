package dev.earshot.vosk;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import java.io.IOException;
import java.nio.file.Path;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;
import org.vosk.Recognizer;

/// The library that the binding carries, and one model. Everything native is here.
final class NativeModel implements VoiceModel {
  private final Model model;

  private NativeModel(Model model) {
    this.model = model;
  }

  /// Loads both: seconds, and as much memory as the model is large, or more.
  ///
  /// @param folder that [ModelFolder] has looked at
  /// @throws Refused when either does not load
  static VoiceModel load(Path folder) {
    try {
      LibVosk.setLogLevel(LogLevel.WARNINGS); // it writes to the standard error stream, and much
      return new NativeModel(new Model(folder.toString()));
    } catch (LinkageError e) {
      throw new Refused("vosk-local: its library does not load on " + System.getProperty("os.name")
          + " " + System.getProperty("os.arch") + " (expected: Linux, macOS or Windows on x86-64), "
          + e.getClass().getSimpleName());
    } catch (IOException e) {
      throw ModelFolder.wrong(folder, "its library cannot read it");
    }
  }

  @Override
  public Voice open() throws IOException {
    var recogniser = new Recognizer(model, Sound.RATE_HZ);
    recogniser.setWords(true);
    return new NativeVoice(recogniser);
  }

  @Override
  public void close() {
    model.close();
  }

  private record NativeVoice(Recognizer recogniser) implements Voice {
    @Override
    public boolean hear(short[] pcm) {
      return recogniser.acceptWaveForm(pcm, pcm.length);
    }

    @Override
    public String result() {
      return recogniser.getResult();
    }

    @Override
    public String guess() {
      return recogniser.getPartialResult();
    }

    @Override
    public String last() {
      return recogniser.getFinalResult();
    }

    @Override
    public void close() {
      recogniser.close();
    }
  }
}

package dev.earshot.silero;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.voice.VoiceDetector;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// One of Silero's models of the fifth or sixth generation, loaded once; any number of streams may listen
/// with it at the same time, each with a detector of its own. Two megabytes of file, some ten of memory.
///
/// Whoever opened it closes it, behind the last stream: a detector that is asked afterwards fails.
public final class SileroModel implements AutoCloseable {
  /// What it looks at together: 32 ms.
  static final int WINDOW = 512;
  /// What stands before it of the window that came last. Without it the sixth generation hears nobody.
  static final int CONTEXT = 64;

  private static final String SOUND = "input";
  private static final String STATE = "state";
  private static final String RATE = "sr";
  private static final long[] SOUND_SHAPE = {1, CONTEXT + WINDOW};
  private static final long[] STATE_SHAPE = {2, 1, 128};
  private static final int STATE_LENGTH = 2 * 128;
  private static final long STACK_BYTES = 16L << 20;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final OnnxTensor rate;

  private SileroModel(OrtEnvironment environment, OrtSession session, OnnxTensor rate) {
    this.environment = environment;
    this.session = session;
    this.rate = rate;
  }

  /// Loads a model. Blocks for some tens of milliseconds.
  ///
  /// @throws IllegalArgumentException for a file that is none, is for something else or does not load here;
  ///     says which and what to do
  public static SileroModel open(Path file) {
    var loading = new FutureTask<>(() -> load(file));
    // on a usual thread's megabyte of stack the library ends the process while it loads, before it can say why
    new Thread(null, loading, "earshot-silero", STACK_BYTES).start();
    try {
      return loading.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IllegalArgumentException wrong
          ? wrong
          : new IllegalStateException("silero: cannot be opened", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("silero: interrupted while it was opened", e);
    }
  }

  private static SileroModel load(Path file) {
    try {
      var environment = OrtEnvironment.getEnvironment();
      try (var options = new SessionOptions()) {
        options.setIntraOpNumThreads(1); // it runs where the sound is, and nothing else does then
        options.setInterOpNumThreads(1);
        var session = environment.createSession(file.toString(), options);
        if (!session.getInputNames().equals(Set.of(SOUND, STATE, RATE))) {
          var has = session.getInputNames();
          session.close();
          throw wrong(file, "it takes " + has);
        }
        return new SileroModel(environment, session,
            OnnxTensor.createTensor(environment, (long) Sound.RATE_HZ));
      }
    } catch (OrtException e) {
      throw wrong(file, "it does not load");
    } catch (LinkageError e) {
      throw wrong(file, "onnxruntime does not load on " + System.getProperty("os.name") + " "
          + System.getProperty("os.arch"));
    }
  }

  /// A detector for one stream.
  public VoiceDetector detector() {
    return new SileroDetector(this);
  }

  /// How likely there is a voice in this window, from 0 to 1.
  ///
  /// @param sound samples from -1 to 1, the context in front
  /// @param state what it knew, and what it knows then; zeros in the beginning
  float hear(float[] sound, float[] state) {
    try (var in = OnnxTensor.createTensor(environment, FloatBuffer.wrap(sound), SOUND_SHAPE);
        var knew = OnnxTensor.createTensor(environment, FloatBuffer.wrap(state), STATE_SHAPE);
        var out = session.run(Map.of(SOUND, in, STATE, knew, RATE, rate))) {
      ((OnnxTensor) out.get(1)).getFloatBuffer().get(state, 0, STATE_LENGTH);
      return ((OnnxTensor) out.get(0)).getFloatBuffer().get(0);
    } catch (OrtException e) {
      throw new IllegalStateException(
          "silero: does not answer (expected: the model that was opened)",
          e);
    }
  }

  /// What a stream knows in the beginning.
  static float[] freshState() {
    return new float[STATE_LENGTH];
  }

  @Override
  public void close() {
    try {
      rate.close();
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("silero: cannot be closed", e);
    }
  }

  private static IllegalArgumentException wrong(Path file, String why) {
    return new IllegalArgumentException("EARSHOT_SILERO: " + file + ", " + why
        + " (expected: silero_vad.onnx of the fifth or sixth generation)");
  }
}

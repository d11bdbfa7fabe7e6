package dev.earshot.sphinx;

import dev.earshot.core.recogniser.RecogniserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A model that lies unpacked and whole on this machine.
///
/// @param acoustic folder of the acoustic model
/// @param dictionary which words there are, and how they are spoken
/// @param language which words follow which
/// @param cepstralMean what a new decoder of it expects a voice to sound like
/// @param tunings to bands of sound; where there is none for a band, the model hears it as it is
@SuppressWarnings("ArrayRecordComponent") // compared with nothing
record Model(Path acoustic, Path dictionary, Path language, float[] cepstralMean,
    Map<Band, Tuning> tunings) {
  private static final List<String> S3_FILES = List.of("means", "variances", "transition_matrices");
  private static final List<String> OTHER_FILES = List.of("mdef", "feat.params");
  private static final Pattern MEAN = Pattern.compile("-cmninit\\s+(\\S+)");

  /// What makes the model fit a band.
  ///
  /// @param map file with the linear map of its means, in the library's own format
  /// @param mean what to expect of a voice in this band
  record Tuning(Path map, CepstralMean mean) {}

  Model {
    tunings = Map.copyOf(tunings);
  }

  /// Finds the parts of a model in a folder and looks whether they are whole.
  ///
  /// @throws RecogniserException.Refused when a part is missing or is not what its name says
  static Model in(Path folder) {
    try {
      var acoustic = Files.exists(folder.resolve("mdef"))
          ? folder
          : only(folder, "*/mdef", "acoustic model (a folder with mdef)").resolveSibling("");
      for (var name : S3_FILES) {
        expect(acoustic.resolve(name), "s3\n");
      }
      for (var name : OTHER_FILES) {
        expect(acoustic.resolve(name), "");
      }
      if (!Files.exists(acoustic.resolve("sendump"))) {
        expect(acoustic.resolve("mixture_weights"), "s3\n");
      }
      var mean = mean(acoustic.resolve("feat.params"));
      return new Model(acoustic.normalize(), only(folder, "*.dict", "dictionary (*.dict)"),
          only(folder, "*.{lm,lm.bin,lm.dmp}", "language model (*.lm.bin or *.lm)"),
          mean, tunings(folder, mean));
    } catch (IOException e) {
      throw new RecogniserException.Refused("model " + folder + ": cannot be read: " + e);
    }
  }

  /// What the library is told on opening a decoder.
  ///
  /// The bounds on paths per frame make it a quarter faster and, if anything, better. Silence is not
  /// removed, because we cut the sound into utterances ourselves and word times would move.
  List<String> arguments() {
    return List.of("-hmm", acoustic.toString(), "-dict", dictionary.toString(), "-lm",
        language.toString(), "-maxhmmpf", "3000", "-maxwpf", "10", "-remove_silence", "no");
  }

  /// Whether the files that the library reads anew for each tuning are still there: it ends the process
  /// over their absence.
  boolean isThere() {
    return Files.isReadable(acoustic.resolve("means"))
        && Files.isReadable(acoustic.resolve("variances"));
  }

  private static Path only(Path folder, String glob, String what) throws IOException {
    var matcher = folder.getFileSystem().getPathMatcher("glob:" + glob);
    try (var files = Files.walk(folder, 2)) {
      var found = files.filter(file -> matcher.matches(folder.relativize(file))).sorted().toList();
      if (found.size() != 1) {
        throw new RecogniserException.Refused("model " + folder + ": " + found.size() + " x " + what
            + " (expected: 1)");
      }
      expect(found.getFirst(), "");
      return found.getFirst();
    }
  }

  private static void expect(Path file, String beginning) throws IOException {
    var expected = beginning.getBytes(StandardCharsets.US_ASCII);
    if (!Files.isRegularFile(file) || Files.size(file) == 0) {
      throw new RecogniserException.Refused("model file " + file + ": missing or empty");
    }
    try (var in = Files.newInputStream(file)) {
      if (!Arrays.equals(in.readNBytes(expected.length), expected)) {
        throw new RecogniserException.Refused(
            "model file " + file + ": damaged (expected: " + beginning.strip() + " at byte 0)");
      }
    }
  }

  /// All or none: without the map of the wide band there is no way back from the others.
  private static Map<Band, Tuning> tunings(Path folder, float[] wide) throws IOException {
    var tunings = new EnumMap<Band, Tuning>(Band.class);
    if (Files.exists(folder.resolve(Band.WIDE.map()))) {
      for (var band : Band.values()) {
        var map = folder.resolve(band.map());
        expect(map, "1\n3\n13\n");
        var mean = band == Band.WIDE
            ? wide
            : floats(Files.readString(folder.resolve(band.mean())).strip());
        tunings.put(band, new Tuning(map, CepstralMean.prior(mean)));
      }
    }
    return tunings;
  }

  private static float[] mean(Path parameters) throws IOException {
    var found = MEAN.matcher(Files.readString(parameters));
    return found.find() ? floats(found.group(1)) : new float[0];
  }

  private static float[] floats(String text) {
    var values = text.split(",", -1);
    var mean = new float[values.length];
    for (var i = 0; i < mean.length; i++) {
      mean[i] = Float.parseFloat(values[i]);
    }
    return mean;
  }
}

package dev.earshot.sphinx;

import dev.earshot.testkit.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The tool that estimates the maps of the narrow bands: how the model would have sounded, had it been
/// trained on the other side of such a [Line]. The command stands in `RATIONALE.md`.
///
/// The same synthetic sentences are heard before and behind the line; for each of the three feature
/// streams (cepstra, their first and second differences) one linear map from the former to the latter
/// is fitted by least squares. It takes no recorded voice and no text, so no test clip is fitted to.
class BandMaps {
  private static final Path RESOURCES = Path.of("src", "main", "resources", "dev", "earshot",
      "sphinx");
  private static final int STREAMS = 3;
  private static final int WIDTH = FrontEnd.WIDTH;

  @Test
  void estimate() throws IOException, InterruptedException {
    var spoken = Flite.speak();
    Files.createDirectories(RESOURCES);
    write(Band.WIDE, identity());
    for (var line : Line.values()) {
      var band = Band.valueOf(line.name());
      var estimate = new Estimate().of(line, spoken);
      write(band, estimate.map());
      Files.writeString(RESOURCES.resolve(band.mean()), row(estimate.expected(), ","));
    }
  }

  private static void write(Band band, String streams) throws IOException {
    Files.writeString(RESOURCES.resolve(band.map()), "1\n" + STREAMS + "\n" + streams);
  }

  /// The map that changes nothing.
  private static String identity() {
    var unit = new double[WIDTH][WIDTH];
    for (var i = 0; i < WIDTH; i++) {
      unit[i][i] = 1;
    }
    var ones = new double[WIDTH];
    Arrays.fill(ones, 1);
    return stream(unit, ones).repeat(STREAMS);
  }

  /// The map of one feature stream, as the library reads it: a matrix, an offset, and factors of the
  /// variances. There is no offset, since the decoder subtracts the mean.
  private static String stream(double[][] matrix, double[] widening) {
    return WIDTH + "\n"
        + Arrays.stream(matrix).map(values -> row(values, " ")).collect(Collectors.joining())
        + row(new double[WIDTH], " ") + row(widening, " ");
  }

  private static String row(double[] values, String separator) {
    return Arrays.stream(values)
        .mapToObj(value -> String.format(Locale.ROOT, "%.5f", value))
        .collect(Collectors.joining(separator, "", "\n"));
  }

  /// Of one line.
  private static final class Estimate {
    private final FrontEnd frontEnd = new FrontEnd();
    private final List<LeastSquares> streams = List.of(new LeastSquares(WIDTH),
        new LeastSquares(WIDTH), new LeastSquares(WIDTH));
    private final double[] wide = new double[WIDTH];
    private final double[] narrow = new double[WIDTH];
    private int frames;

    Estimate of(Line line, List<short[]> spoken) {
      for (var pcm : spoken) {
        add(frontEnd.cepstra(pcm), frontEnd.cepstra(line.hear(pcm)));
      }
      return this;
    }

    private void add(double[][] before, double[][] behind) {
      var count = Math.min(before.length, behind.length);
      frames += count;
      sum(before, count, wide);
      sum(behind, count, narrow);
      var x = centred(before, count); // the decoder subtracts the mean as well
      var y = centred(behind, count);
      for (var t = 3; t < count - 3; t++) {
        streams.get(0).add(x[t], y[t]);
        streams.get(1).add(first(x, t), first(y, t));
        streams.get(2).add(second(x, t), second(y, t));
      }
    }

    String map() {
      return streams.stream()
          .map(one -> stream(one.matrix(), one.widening()))
          .collect(Collectors.joining());
    }

    /// What to expect of a voice behind the line, where we expect the packed model's mean before it.
    private double[] expected() {
      var prior = Arrays.stream(PackedModel.EXPECTED_VOICE.split(",", -1))
          .mapToDouble(Double::parseDouble)
          .toArray();
      var matrix = streams.getFirst().matrix();
      var mean = new double[WIDTH];
      for (var j = 0; j < WIDTH; j++) {
        mean[j] = narrow[j] / frames;
        for (var i = 0; i < WIDTH; i++) {
          mean[j] += matrix[j][i] * (prior[i] - wide[i] / frames);
        }
      }
      return mean;
    }

    private static void sum(double[][] cepstra, int count, double[] into) {
      for (var t = 0; t < count; t++) {
        for (var i = 0; i < WIDTH; i++) {
          into[i] += cepstra[t][i];
        }
      }
    }

    private static double[][] centred(double[][] cepstra, int count) {
      var mean = new double[WIDTH];
      sum(cepstra, count, mean);
      var centred = new double[count][WIDTH];
      for (var t = 0; t < count; t++) {
        for (var i = 0; i < WIDTH; i++) {
          centred[t][i] = cepstra[t][i] - mean[i] / count;
        }
      }
      return centred;
    }

    /// As the library takes differences: over two frames on either side.
    private static double[] first(double[][] cepstra, int t) {
      return minus(cepstra[t + 2], cepstra[t - 2]);
    }

    private static double[] second(double[][] cepstra, int t) {
      return minus(first(cepstra, t + 1), first(cepstra, t - 1));
    }

    private static double[] minus(double[] one, double[] other) {
      var difference = new double[WIDTH];
      Arrays.setAll(difference, i -> one[i] - other[i]);
      return difference;
    }
  }
}

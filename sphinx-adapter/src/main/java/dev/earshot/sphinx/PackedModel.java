package dev.earshot.sphinx;

import dev.earshot.core.recogniser.RecogniserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The US English model that travels in a jar, and its unpacking: the library wants files.
///
/// Any number of processes may unpack into one directory at once. Each writes a folder of its own and
/// renames it; the first wins, and what has the final name is always whole. A process that is killed
/// over it leaves its own folder behind, which a later one takes away.
final class PackedModel {
  /// Also names our changes to the model, so that a new change is a new folder.
  private static final String FOLDER = "en-us-5prealpha-2";
  /// Also those of other versions.
  private static final String UNFINISHED = "en-us-5prealpha-*.*";
  /// Unpacking takes a second; on the slowest disk, minutes.
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final String RESOURCES = "/edu/cmu/sphinx/models/en-us/";
  private static final String PARAMETERS = "en-us/feat.params";
  /// Bytes of each file. The mixture weights are left out: `sendump` holds the same, smaller.
  private static final Map<String, Long> SIZES = Map.of("en-us.lm.bin", 27_114_385L,
      "cmudict-en-us.dict", 3_272_051L, "en-us/mdef", 6_992_020L, "en-us/means", 838_732L,
      "en-us/variances", 838_732L, "en-us/transition_matrices", 2_080L, "en-us/sendump", 1_969_024L,
      "en-us/noisedict", 56L, "en-us/README", 1_617L);
  /// The model's own expectation of a voice fits no voice that we heard. This one lies half-way between
  /// it and an average of voices, and makes a third fewer errors in the first sentence of a stream.
  static final String EXPECTED_VOICE = "46.34,1.21,3.52,13.38,0.05,-2.03,1.85,-4.35,-4.52,-3.48,-0.30,0.30,1.49";

  private static final List<String> MAPS = List.of(Band.WIDE.map(), Band.NARROW.map(),
      Band.NARROW.mean(), Band.TELEPHONE.map(), Band.TELEPHONE.mean());

  private final Path directory;

  PackedModel(Path directory) {
    this.directory = directory;
  }

  /// Where it is, or will be.
  Path folder() {
    return directory.resolve(FOLDER);
  }

  /// Whether it lies there whole.
  boolean isUnpacked() {
    return Files.isRegularFile(folder().resolve(PARAMETERS)) && SIZES.entrySet()
        .stream()
        .allMatch(file -> sizeOf(folder().resolve(file.getKey())) == file.getValue())
        && MAPS.stream().allMatch(this::isOurs);
  }

  /// The folder of the model, unpacked if it was not.
  ///
  /// @throws RecogniserException.Refused when the directory cannot be written or the jar is absent
  Path unpack() {
    try {
      if (!isUnpacked()) {
        Files.createDirectories(directory);
        var own = Files.createTempDirectory(directory, FOLDER + ".");
        try {
          sweep(own);
          write(own);
          discardBroken();
          publish(own);
        } finally {
          delete(own);
        }
      }
      return folder();
    } catch (IOException e) {
      throw new RecogniserException.Refused(
          "model directory " + directory + ": cannot unpack the model: " + e);
    }
  }

  private static void write(Path own) throws IOException {
    Files.createDirectories(own.resolve(PARAMETERS).resolveSibling(""));
    for (var file : SIZES.entrySet()) {
      try (var in = PackedModel.class.getResourceAsStream(RESOURCES + file.getKey())) {
        if (in == null || Files.copy(in, own.resolve(file.getKey())) != file.getValue()) {
          throw new IOException(file.getKey() + " in the jar (expected: " + file.getValue()
              + " bytes, from net.sf.phat:sphinx4-data:5prealpha)");
        }
      }
    }
    for (var file : MAPS) {
      Files.write(own.resolve(file), map(file));
    }
    try (var in = PackedModel.class.getResourceAsStream(RESOURCES + PARAMETERS)) {
      if (in == null) {
        throw new IOException(PARAMETERS + ": not in the jar");
      }
      var parameters = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      Files.writeString(own.resolve(PARAMETERS),
          parameters.replaceFirst("-cmninit \\S+", "-cmninit " + EXPECTED_VOICE));
    }
  }

  /// What has the final name and is not whole was damaged later. A rename takes it away in one step.
  private void discardBroken() throws IOException {
    if (Files.exists(folder()) && !isUnpacked()) {
      var broken = Files.createTempDirectory(directory, FOLDER + ".");
      try {
        Files.move(folder(), broken, StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.ATOMIC_MOVE);
      } catch (FileSystemException _) { // another process was faster
      } finally {
        delete(broken);
      }
    }
  }

  /// Takes away what killed processes left, as old as no living one can be. The directory's own clock
  /// tells the age.
  private void sweep(Path own) {
    try (var left = Files.newDirectoryStream(directory, UNFINISHED)) {
      var now = Files.getLastModifiedTime(own).toInstant();
      for (var folder : left) {
        if (Files.getLastModifiedTime(folder).toInstant().plus(LONGEST).isBefore(now)) {
          delete(folder);
        }
      }
    } catch (IOException | UncheckedIOException | DirectoryIteratorException _) {
      // another process sweeps at the same time; what is left now is taken by the next
    }
  }

  private void publish(Path own) throws IOException {
    try {
      Files.move(own, folder(), StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!isUnpacked()) { // else another process was faster, which is as good
        throw e;
      }
    }
  }

  /// Whether a map is the one that we bring: an estimate may have been made since.
  private boolean isOurs(String file) {
    try {
      return Arrays.equals(map(file), Files.readAllBytes(folder().resolve(file)));
    } catch (IOException _) {
      return false;
    }
  }

  private static byte[] map(String file) throws IOException {
    try (var in = PackedModel.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException(file + ": not in the jar of sphinx-adapter");
      }
      return in.readAllBytes();
    }
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException _) {
      return -1;
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (var files = Files.walk(tree)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}

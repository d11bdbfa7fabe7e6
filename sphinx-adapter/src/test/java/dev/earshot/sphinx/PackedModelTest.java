package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.recogniser.RecogniserException.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedModelTest {
  @TempDir
  Path directory;

  @Test
  void unpack_again_leavesItAsItIs() throws IOException {
    var packed = new PackedModel(directory);
    assertThat(packed.isUnpacked()).isFalse();
    var folder = packed.unpack();
    var written = Files.getLastModifiedTime(folder);
    assertThat(packed.unpack()).isEqualTo(folder);
    assertThat(Files.getLastModifiedTime(folder)).isEqualTo(written);
    assertThat(packed.isUnpacked()).isTrue();
  }

  @Test
  void unpack_severalAtOnce_leaveOneWholeModel() throws IOException {
    var folders = IntStream.range(0, 4)
        .parallel()
        .mapToObj(_ -> new PackedModel(directory).unpack())
        .distinct()
        .toList();
    assertThat(folders).hasSize(1);
    assertThat(Model.in(folders.getFirst()).cepstralMean()).hasSize(13);
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(folders.getFirst());
    }
  }

  @Test
  void unpack_damaged_mendsIt() throws IOException {
    var packed = new PackedModel(directory);
    Files.writeString(packed.unpack().resolve("en-us.lm.bin"), "half");
    assertThat(packed.isUnpacked()).isFalse();
    var _ = Model.in(packed.unpack());
    assertThat(packed.isUnpacked()).isTrue();
  }

  @Test
  void unpack_mapsOfAnEarlierEstimate_bringsOurs() throws IOException {
    var packed = new PackedModel(directory);
    var map = packed.unpack().resolve(Band.NARROW.map());
    var ours = Files.readString(map);
    Files.writeString(map, ours.replace('1', '2'));
    assertThat(packed.isUnpacked()).isFalse();
    var _ = packed.unpack();
    assertThat(map).hasContent(ours);
  }

  @Test
  void unpack_leftByAKilledProcess_takesItAwayWhenItIsOld() throws IOException {
    var old = Files.createDirectories(directory.resolve("en-us-5prealpha-1.77"));
    Files.writeString(old.resolve("en-us.lm.bin"), "half");
    Files.setLastModifiedTime(old,
        FileTime.from(Files.getLastModifiedTime(directory).toInstant().minus(Duration.ofHours(2))));
    var running = Files.createDirectories(directory.resolve("en-us-5prealpha-2.88"));
    var other = Files.createDirectories(directory.resolve("something.else"));
    var folder = new PackedModel(directory).unpack();
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactlyInAnyOrder(running, other, folder);
    }
  }

  @Test
  void unpack_fileInTheWay_isRefused() throws IOException {
    var file = Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(new PackedModel(file)::unpack).isInstanceOf(Refused.class)
        .hasMessageContaining(file.toString());
  }
}

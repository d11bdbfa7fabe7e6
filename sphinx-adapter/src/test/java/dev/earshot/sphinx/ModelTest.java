package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.recogniser.RecogniserException.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTest {
  @TempDir
  Path folder;

  @BeforeEach
  void write() throws IOException {
    for (var name : new String[]{"means", "variances", "transition_matrices"}) {
      Files.writeString(folder.resolve(name), "s3\nversion 1.0\n");
    }
    for (var name : new String[]{"mdef", "sendump", "words.dict", "words.lm"}) {
      Files.writeString(folder.resolve(name), "something");
    }
    Files.writeString(folder.resolve("feat.params"), "-feat 1s_c_d_dd\n-cmninit 40,-5.5\n");
  }

  @Test
  void in_wholeModel_findsItsParts() {
    var model = Model.in(folder);
    assertThat(model.cepstralMean()).containsExactly(40f, -5.5f);
    assertThat(model.arguments()).containsSubsequence("-hmm", folder.toString(), "-dict",
        folder.resolve("words.dict").toString(), "-lm", folder.resolve("words.lm").toString());
  }

  @Test
  void in_missingPart_isRefused() throws IOException {
    for (var name : new String[]{"words.dict", "words.lm", "sendump", "variances", "mdef"}) {
      Files.delete(folder.resolve(name));
      assertThatThrownBy(() -> Model.in(folder)).isInstanceOf(Refused.class)
          .hasMessageContaining(folder.toString());
      write();
    }
  }

  @Test
  void in_damagedPart_isRefused() throws IOException {
    Files.writeString(folder.resolve("means"), "<html>404");
    assertThatThrownBy(() -> Model.in(folder)).isInstanceOf(Refused.class)
        .hasMessageContaining("means")
        .hasMessageContaining("expected: s3");
  }

  @Test
  void in_noMaps_hearsEveryBandAsItIs() {
    assertThat(Model.in(folder).tunings()).isEmpty();
  }

  @Test
  void in_someMaps_isRefused() throws IOException {
    Files.writeString(folder.resolve("wide.mllr"), "1\n3\n13\n");
    assertThatThrownBy(() -> Model.in(folder)).isInstanceOf(Refused.class)
        .hasMessageContaining("narrow.mllr");
  }

  @Test
  void in_allMaps_knowsEveryBand() throws IOException {
    for (var band : Band.values()) {
      Files.writeString(folder.resolve(band.map()), "1\n3\n13\n");
      Files.writeString(folder.resolve(band.mean()), "1.5,2\n");
    }
    var tunings = Model.in(folder).tunings();
    assertThat(tunings).containsOnlyKeys(Band.values());
    assertThat(tunings.values().stream().map(one -> one.mean().mean()[0]))
        .containsExactlyInAnyOrder(40f, 1.5f, 1.5f);
  }

  @Test
  void in_noFolder_isRefused() {
    assertThatThrownBy(() -> Model.in(folder.resolve("nowhere"))).isInstanceOf(Refused.class);
  }
}

package dev.earshot.load.versus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class UpstreamTalkTest {
  private static final int FRAME = 640;

  private final UpstreamTalk talk = new UpstreamTalk(100);

  @Test
  void hear_fiveFrames_saysTheFirstWordWithItsTime() {
    for (var i = 1; i < 5; i++) {
      assertThat(talk.hear(FRAME, i)).isEmpty();
    }

    assertThat(talk.hear(FRAME, 5)).singleElement()
        .asString()
        .contains("\"transcript\":\"w0@5\"")
        .contains("\"is_final\":false")
        .contains("\"start\":0.0,\"duration\":0.100");
  }

  @Test
  void hear_fiveSeconds_makesTheirWordsFinal() {
    var said = new ArrayList<String>();
    for (var i = 1; i <= 255; i++) {
      said.addAll(talk.hear(FRAME, i));
    }

    assertThat(said).hasSize(6);
    assertThat(said.get(4)).contains("\"transcript\":\"w0@5 w1@55 w2@105 w3@155 w4@205\"")
        .contains("\"is_final\":true");
    assertThat(said.get(5)).contains("\"transcript\":\"w5@255\"").contains("\"start\":5.0");
  }

  @Test
  void hear_severalSecondsAtOnce_saysAllTheirWords() {
    assertThat(talk.hear(2 * 32_000 + 3_200, 9)).hasSize(3);
  }

  @Test
  void told_end_makesTheRestFinalAndSaysHowLongItWas() {
    talk.hear(32_000 + 640, 1);

    assertThat(talk.told("{\"type\":\"CloseStream\"}")).satisfiesExactly(
        last -> assertThat(last).contains("\"is_final\":true")
            .contains("\"transcript\":\"w0@1 w1\""),
        told -> assertThat(told).contains("\"Metadata\"").contains("\"duration\":1.020"));
    assertThat(talk.isOver()).isTrue();
    assertThat(talk.told("{\"type\":\"CloseStream\"}")).isEmpty();
  }

  @Test
  void told_finalize_answersWhereThereIsSomething() {
    assertThat(talk.told("{\"type\":\"Finalize\"}")).isEmpty();
    talk.hear(32_000, 1);

    assertThat(talk.told("{\"type\":\"Finalize\"}")).singleElement()
        .asString()
        .contains("\"from_finalize\":true");
  }

  @Test
  void told_keepAlive_saysNothing() {
    talk.hear(32_000, 1);

    assertThat(talk.told("{\"type\":\"KeepAlive\"}")).isEmpty();
  }
}

package dev.earshot.core.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.voice.Endpointer.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A frame is a letter: `v` for a voice, `.` for none. A turn is one too: `B`egins, `E`nds, `-` goes
/// on, `.` quiet.
class EndpointerTest {
  /// Onset 2, hangover 5, pause 3, soft limit 10, hard limit 15.
  private static final Limits SHORT = new Limits(2, 5, 3, 10, 15);

  private final Endpointer endpointer = new Endpointer((pcm, at) -> pcm[at] != 0, SHORT);

  @ParameterizedTest
  @CsvSource(textBlock = """
      silence stays quiet,               .......,            .......
      one voiced frame is no onset,      .v..v..,            .......
      onset begins,                      .vv,                ..B
      speech goes on,                    vvvvv,              .B---
      a pause does not end,              vv....v,            .B-----
      the hangover ends,                 vv.....,            .B----E
      a new hangover after each voice,   vv.v.....,          .B------E
      silence after the end is quiet,    vv........,         .B----E...
      speech begins again,               vv.....vv,          .B----E.B
      no pause ends before soft limit,   vvvvvv...v,         .B--------
      a pause ends at the soft limit,    vvvvvvv...,         .B-------E
      a pause ends behind soft limit,    vvvvvvvvvvv...,     .B-----------E
      a short pause does not,            vvvvvvvvvvv..v,     .B------------
      the hard limit ends in a word,     vvvvvvvvvvvvvvv,    .B------------E
      speech goes on behind hard limit,  vvvvvvvvvvvvvvvvv,  .B------------E.B
      """)
  void hear_frames_takesTurns(String condition, String frames, String turns) {
    assertThat(turns(frames)).as(condition).isEqualTo(turns);
  }

  @Test
  void cut_inSpeech_makesItQuiet() {
    turns("vvv");
    endpointer.cut();
    assertThat(endpointer.isSpeaking()).isFalse();
  }

  @Test
  void cut_inSpeech_wantsAnOnsetAgain() {
    turns("vvv");
    endpointer.cut();
    assertThat(turns("vvv")).isEqualTo(".B-");
  }

  @Test
  void cut_inAnOnset_wantsAWholeOne() {
    turns("v");
    endpointer.cut();
    assertThat(turns("vv")).isEqualTo(".B");
  }

  @Test
  void cut_inAPause_beginsANewHangover() {
    turns("vv....");
    endpointer.cut();
    assertThat(turns("vv....")).isEqualTo(".B----");
  }

  @Test
  void isSpeaking_betweenBeginAndEnd_isTrue() {
    turns("vv....");
    assertThat(endpointer.isSpeaking()).isTrue();
  }

  @Test
  void isSpeaking_behindTheEnd_isFalse() {
    turns("vv.....");
    assertThat(endpointer.isSpeaking()).isFalse();
  }

  @Test
  void hear_anyFrames_takesTurnsInTheirOrder() {
    for (var seed = 0; seed < 200; seed++) {
      assertThat(turns(babble(new Random(seed), 500), new Endpointer((pcm, at) -> pcm[at] != 0,
          SHORT))).as("seed %d", seed).matches("(\\.*B-*E)*\\.*(B-*)?");
    }
  }

  @Test
  void hear_anyFrames_keepsUtterancesBelowTheHardLimit() {
    for (var seed = 0; seed < 200; seed++) {
      assertThat(turns(babble(new Random(seed), 500), new Endpointer((pcm, at) -> pcm[at] != 0,
          SHORT))).as("seed %d", seed).doesNotContainPattern("B-{13}");
    }
  }

  /// What people do: sentences with short gaps between words and longer ones between thoughts.
  @Test
  void hear_sentencesAt10ms_endsEachAfterHalfASecond() {
    var speech = new Endpointer((pcm, at) -> pcm[at] != 0, Limits.SPEECH);
    var sentence = "v".repeat(40) + ".".repeat(20) + "v".repeat(60);
    var turns = turns(".".repeat(30) + sentence + ".".repeat(80) + sentence + ".".repeat(49),
        speech);
    assertThat(changes(turns)).containsExactly("B34", "E199", "B234");
  }

  @Test
  void hear_speechWithoutEnd_cutsItAtAPauseBehind12s() {
    var speech = new Endpointer((pcm, at) -> pcm[at] != 0, Limits.SPEECH);
    var turns = turns(("v".repeat(88) + ".".repeat(15)).repeat(12), speech);
    assertThat(changes(turns)).containsExactly("B4", "E1235");
  }

  @Test
  void hear_speechWithoutAPause_cutsItAt18s() {
    var speech = new Endpointer((pcm, at) -> pcm[at] != 0, Limits.SPEECH);
    assertThat(changes(turns("v".repeat(1_804), speech))).containsExactly("B4", "E1799");
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      0, 5, 3, 10, 15, onset: 0 (expected: >= 1)
      2, 5, 0, 10, 15, pause: 0 (expected: 1..hangover 5)
      2, 5, 6, 10, 15, pause: 6 (expected: 1..hangover 5)
      2, 5, 3, 1, 15, softLimit: 1 (expected: onset 2..hardLimit 15)
      2, 5, 3, 16, 15, softLimit: 16 (expected: onset 2..hardLimit 15)
      """)
  void newLimits_outOfOrder_areRefused(int onset, int hangover, int pause, int soft, int hard,
      String message) {
    assertThatThrownBy(() -> new Limits(onset, hangover, pause, soft, hard))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 1, 1", "2, 5, 5, 2, 15", "2, 5, 1, 15, 15"})
  void newLimits_atTheirEdges_areAllowed(int onset, int hangover, int pause, int soft, int hard) {
    assertThat(new Limits(onset, hangover, pause, soft, hard)).isNotNull();
  }

  private String turns(String frames) {
    return turns(frames, endpointer);
  }

  private static String turns(String frames, Endpointer endpointer) {
    var pcm = new short[frames.length()];
    var turns = new StringBuilder();
    for (var at = 0; at < pcm.length; at++) {
      pcm[at] = (short) (frames.charAt(at) == 'v' ? 1 : 0);
      turns.append(letter(endpointer.hear(pcm, at)));
    }
    return turns.toString();
  }

  private static char letter(Turn turn) {
    return switch (turn) {
      case QUIET -> '.';
      case BEGINS -> 'B';
      case GOES_ON -> '-';
      case ENDS -> 'E';
    };
  }

  private static List<String> changes(String turns) {
    var changes = new ArrayList<String>();
    for (var at = 0; at < turns.length(); at++) {
      if (turns.charAt(at) == 'B' || turns.charAt(at) == 'E') {
        changes.add(turns.charAt(at) + "" + at);
      }
    }
    return changes;
  }

  private static String babble(Random random, int frames) {
    var babble = new StringBuilder();
    while (babble.length() < frames) {
      babble.append((random.nextBoolean() ? "v" : ".").repeat(random.nextInt(1, 12)));
    }
    return babble.toString();
  }
}

package dev.earshot.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.stream.Phase.Ended;
import dev.earshot.core.stream.Phase.Finishing;
import dev.earshot.core.stream.Phase.Happening;
import dev.earshot.core.stream.Phase.Happening.Admitted;
import dev.earshot.core.stream.Phase.Happening.Broken;
import dev.earshot.core.stream.Phase.Happening.Finish;
import dev.earshot.core.stream.Phase.Happening.WordsOver;
import dev.earshot.core.stream.Phase.Opening;
import dev.earshot.core.stream.Phase.Streaming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PhaseTest {
  @ParameterizedTest(name = "{0} on {1} is {2}")
  @CsvSource(delimiter = '|', textBlock = """
      opening   | admitted | streaming
      opening   | finish   | ended DRAINED
      opening   | words    | opening
      opening   | broken   | ended INTERNAL
      streaming | admitted | streaming
      streaming | finish   | finishing DRAINED
      streaming | words    | ended FINISHED
      streaming | broken   | ended INTERNAL
      finishing | admitted | finishing IDLE
      finishing | finish   | finishing IDLE
      finishing | words    | ended IDLE
      finishing | broken   | ended IDLE
      ended     | admitted | ended IDLE
      ended     | finish   | ended IDLE
      ended     | words    | ended IDLE
      ended     | broken   | ended IDLE
      """)
  void on_happening_isThePhaseOfTheTable(String before, String happening, String after) {
    assertThat(named(phase(before).on(happening(happening)))).isEqualTo(after);
  }

  @Test
  void on_twoReasonsToEnd_keepsTheFirst() {
    var phase = new Opening().on(new Admitted())
        .on(new Finish(EndReason.CLIENT_CLOSED))
        .on(new Finish(EndReason.IDLE))
        .on(new Broken(EndReason.INTERNAL))
        .on(new WordsOver());

    assertThat(phase).isEqualTo(new Ended(EndReason.CLIENT_CLOSED));
  }

  /// A whole file came at once, and its end was asked for before its middle was found to be broken.
  @Test
  void on_finishedSoundThatIsNone_endsForThatReason() {
    var finished = new Finishing(EndReason.FINISHED);

    assertThat(finished.on(new Finish(EndReason.FORMAT_ERROR)).on(new WordsOver()))
        .isEqualTo(new Ended(EndReason.FORMAT_ERROR));
    assertThat(finished.on(new Finish(EndReason.IDLE))).isEqualTo(finished);
    assertThat(new Finishing(EndReason.IDLE).on(new Finish(EndReason.FORMAT_ERROR)))
        .isEqualTo(new Finishing(EndReason.IDLE));
  }

  /// Who waits for the last word is told that it will not come.
  @ParameterizedTest
  @EnumSource(names = {"RECOGNISER_FAILED", "RECOGNISER_BUSY"})
  void on_finishedAndTheRecogniserIsGone_isNoGoodEnd(EndReason gone) {
    assertThat(new Finishing(EndReason.FINISHED).on(new Broken(gone))).isEqualTo(new Ended(gone));
    assertThat(new Finishing(EndReason.DRAINED).on(new Broken(gone)))
        .isEqualTo(new Ended(EndReason.DRAINED));
  }

  private static Phase phase(String name) {
    return switch (name) {
      case "opening" -> new Opening();
      case "streaming" -> new Streaming();
      case "finishing" -> new Finishing(EndReason.IDLE);
      default -> new Ended(EndReason.IDLE);
    };
  }

  private static Happening happening(String name) {
    return switch (name) {
      case "admitted" -> new Admitted();
      case "finish" -> new Finish(EndReason.DRAINED);
      case "words" -> new WordsOver();
      default -> new Broken(EndReason.INTERNAL);
    };
  }

  private static String named(Phase phase) {
    return switch (phase) {
      case Opening _ -> "opening";
      case Streaming _ -> "streaming";
      case Finishing(var why) -> "finishing " + why;
      case Ended(var why) -> "ended " + why;
    };
  }
}

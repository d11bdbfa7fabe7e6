package dev.earshot.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.scripted.ScriptedRecogniser;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.Word;
import dev.earshot.core.voice.EnergyDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class GateTest {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int WINDOW_MS = 100;

  private final Echo paid = new Echo();
  private final Gate gate = new Gate(paid, () -> (pcm, at) -> pcm[at] != 0, GateTimes.USUAL);

  /// What is left out has to be heard first.
  @Test
  void capabilities_ofOneThatTakesPackets_areOfSamples() {
    var taking = new ScriptedRecogniser(Script.FLAWLESS, Schedulers.immediate());
    assertThat(taking.capabilities().feed().packets()).isTrue();
    var gated = new Gate(taking, EnergyDetector::new, GateTimes.USUAL);
    assertThat(gated.capabilities().feed().packets()).isFalse();
  }

  @Test
  void silence_isNotSent() {
    hear(16_000, windows(16_000, "____________________"));

    assertThat(paid.sent).isEmpty();
  }

  @Test
  void voice_isSentWithALittleBeforeAndBehind() {
    hear(16_000, windows(16_000, "__________vv____________________"));

    assertThat(paid.sent).hasSize(3 + 2 + 10);
  }

  @Test
  void words_haveTheClientsTimes() {
    var events = hear(16_000, windows(16_000, "__________v____________________vv_"));

    assertThat(words(events)).containsExactly(new Word("w11", 1_000, 1_100, 1),
        new Word("w32", 3_100, 3_200, 1), new Word("w33", 3_200, 3_300, 1));
  }

  @Test
  void silenceThatIsLeftOut_isToldOfWhenNothingIsOwed() {
    var events = hear(16_000, windows(16_000, "v" + "_".repeat(40)));

    assertThat(events.stream().filter(HeardTo.class::isInstance).map(HeardTo.class::cast))
        .containsExactly(new HeardTo(1_100, false), new HeardTo(1_200, false),
            new HeardTo(2_200, false), new HeardTo(3_200, false));
  }

  @Test
  void flushThatIsAskedFor_isAnsweredInSilenceToo() {
    var sound = new ArrayList<>(windows(16_000, "_".repeat(20)));
    sound.add(new Flush(true));

    assertThat(hear(16_000, sound))
        .filteredOn(event -> event instanceof HeardTo told && told.asked())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 11_025, 16_000, 44_100, 48_000})
  void words_ofAnySpeechAndSilence_keepTheirTimes(int rate) {
    for (var seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var said = new StringBuilder();
      while (said.length() < 300) {
        said.append("v".repeat(random.nextInt(8))).append("_".repeat(random.nextInt(40)));
      }
      var echo = new Echo();
      var events = collect(new Gate(echo, () -> (pcm, at) -> pcm[at] != 0, GateTimes.USUAL), rate,
          windows(rate, said.toString()));

      assertThat(words(events)).as("seed " + seed).isEqualTo(expected(rate, said));
      assertThat(echo.sent.size()).as("seed " + seed)
          .isLessThan(rate % 10 == 0 ? said.length() : said.length() + 1);
    }
  }

  @Test
  void reader_whoAsksForOneAtATime_getsAllInOrder() {
    var told = new ArrayList<TranscriptEvent>();
    gate.transcribe(leg(16_000), Flux.fromIterable(windows(16_000, "v" + "_".repeat(40) + "v")))
        .limitRate(1)
        .doOnNext(told::add)
        .blockLast(DEADLINE);

    assertThat(words(told)).hasSize(2);
    assertThat(told.stream()
        .filter(HeardTo.class::isInstance)
        .mapToLong(event -> ((HeardTo) event).toMs())).isSorted();
  }

  private List<TranscriptEvent> hear(int rate, List<Sound> sound) {
    return collect(gate, rate, sound);
  }

  private static List<TranscriptEvent> collect(Gate gate, int rate, List<Sound> sound) {
    var told = new ArrayList<TranscriptEvent>();
    StepVerifier.create(gate.transcribe(leg(rate), Flux.fromIterable(sound)))
        .thenConsumeWhile(told::add)
        .expectComplete()
        .verify(DEADLINE);
    return told;
  }

  private static Leg leg(int rate) {
    return new Leg(new StreamId(new UUID(0, 0)), AudioFormat.pcm16(rate), "en", 0);
  }

  private static List<Word> words(List<TranscriptEvent> events) {
    return events.stream()
        .filter(Final.class::isInstance)
        .flatMap(event -> ((Final) event).words().stream())
        .toList();
  }

  private static List<Word> expected(int rate, CharSequence said) {
    var words = new ArrayList<Word>();
    var format = AudioFormat.pcm16(rate);
    for (var i = 0; i < said.length(); i++) {
      if (said.charAt(i) == 'v') {
        words.add(new Word("w" + (i + 1), format.millisOf(format.samplesIn((long) i * WINDOW_MS)),
            format.millisOf(format.samplesIn((i + 1L) * WINDOW_MS)), 1));
      }
    }
    return words;
  }

  /// A window for each letter: a voice, or silence.
  private static List<Sound> windows(int rate, String said) {
    var format = AudioFormat.pcm16(rate);
    var windows = new ArrayList<Sound>();
    for (var i = 0; i < said.length(); i++) {
      var pcm = new short[Sound.RATE_HZ / 10];
      Arrays.fill(pcm, (short) (said.charAt(i) == 'v' ? i + 1 : 0));
      windows.add(new Window(format.samplesIn((long) i * WINDOW_MS),
          format.samplesIn((i + 1L) * WINDOW_MS), pcm));
    }
    return windows;
  }
}

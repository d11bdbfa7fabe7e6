package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.Word;
import dev.earshot.gateway.dialect.Spoken;
import dev.earshot.gateway.ops.Meters;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WordDelaysTest {
  private final MockTicker ticker = Ticker.newMockTicker();
  private final Meters meters = new Meters();
  private final WordDelays delays = new WordDelays(meters.words(Spoken.DEEPGRAM), ticker);
  private long capturedMs;

  @BeforeEach
  void begin() {
    delays.of(2);
  }

  @Test
  void told_soundAsItIsSpoken_isMeasuredToTheMillisecond() {
    speak(3_000);
    pass(400);

    delays.told(0, partial(0, 1_230, 2_910));
    delays.told(0, said(0, 1_230, 2_960));

    assertThat(sum("first_partial")).isEqualTo(2.17);
    assertThat(sum("finalisation")).isEqualTo(0.44);
    assertThat(sum("cursor_lag")).isEqualTo(0.13);
  }

  @Test
  void told_severalGuessesOfAnUtterance_theFirstCounts() {
    speak(1_000);
    delays.told(0, partial(0, 0, 500));
    delays.told(0, partial(0, 0, 900));
    delays.told(1, partial(0, 0, 900));
    delays.told(0, partial(1, 950, 990));

    assertThat(count("first_partial")).isEqualTo(3);
    assertThat(count("cursor_lag")).isEqualTo(4);
    assertThat(count("finalisation")).isZero();
  }

  @Test
  void told_pauseBeforeTheSound_isNoDelay() {
    speak(1_000);
    pass(20_000);
    speak(200);

    delays.told(0, said(0, 1_100, 1_200));

    assertThat(sum("finalisation")).isZero();
    assertThat(sum("first_partial")).isEqualTo(0.1);
  }

  @Test
  void told_clientHasGoneSilent_timeStillCounts() {
    speak(1_100);
    pass(5_000);

    delays.told(0, said(0, 0, 1_100));

    assertThat(sum("finalisation")).isEqualTo(5);
  }

  @Test
  void told_longAgo_countsAsTheOldestThatIsRemembered() {
    speak(60_000);

    delays.told(0, said(0, 1_000, 2_000));

    assertThat(sum("finalisation")).isBetween(15.0, 19.5);
  }

  @Test
  void told_nothingWasSaid_isNotMeasured() {
    speak(1_000);

    delays.told(0, new Partial(0, 0, 500, ""));
    delays.told(0, new Final(0, 0, 500, List.of()));

    assertThat(count("first_partial") + count("finalisation") + count("cursor_lag")).isZero();
  }

  /// As it is spoken, read each 100 ms.
  private void speak(long ms) {
    for (var i = 0; i < ms / 100; i++) {
      pass(100);
      capturedMs += 100;
      delays.came(capturedMs);
    }
  }

  private void pass(long ms) {
    ticker.advance(ms, TimeUnit.MILLISECONDS);
  }

  private static Partial partial(long utterance, long fromMs, long toMs) {
    return new Partial(utterance, fromMs, toMs, "hello");
  }

  private static Final said(long utterance, long fromMs, long toMs) {
    return new Final(utterance, fromMs, toMs, List.of(new Word("hello", fromMs, toMs, 1)));
  }

  private double count(String what) {
    return value(what + "_seconds_count");
  }

  private double sum(String what) {
    return Math.round(value(what + "_seconds_sum") * 1e6) / 1e6;
  }

  private double value(String name) {
    var start = "earshot_" + name + "{dialect=\"deepgram\"} ";
    return meters.scrape()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
        .findFirst()
        .orElseThrow();
  }
}

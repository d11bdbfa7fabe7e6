package dev.earshot.load.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.load.GatewayProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Devices at a gateway whose recogniser says `w0`, `w1` and when it had them.
@Timeout(90)
class FleetTest {
  private static final Duration LENGTH = Duration.ofSeconds(4);
  private static final int STREAMS = 20;
  /// What a machine that does other things as well makes the gateway say to some.
  private static final String BUSY = "refused: 503";
  @TempDir
  private static Path data;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayProcess.start(data, Map.of("EARSHOT_ENGINES", "clock"));
  }

  @AfterAll
  static void close() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({"LISTEN, PCM16, 16000, 100", "LISTEN, OPUS, 16000, 20", "DEEPGRAM, PCM16, 16000, 20",
      "DEEPGRAM, OPUS, 16000, 60", "OPENAI, PCM16, 24000, 50"})
  void begin_aRamp_hearsEveryWordOfEveryStream(Dialect dialect, Codec codec, int rateHz,
      int frameMs) throws Exception {
    var slice = run(dialect, new Shape(frameMs, codec, rateHz, 0.5), GatewayProcess.KEY,
        Plan.ramp(STREAMS, Duration.ofSeconds(1), LENGTH, 1));

    assertThat(slice.endings()).containsKey("finished");
    assertThat(slice.endings().keySet()).isSubsetOf("finished", BUSY);
    assertThat(slice.count(Count.ENDED) + slice.count(Count.FAILED)).isEqualTo(STREAMS);
    assertThat(slice.count(Count.FRAMES_SENT)).isEqualTo(slice.count(Count.FRAMES_DUE))
        .isPositive();
    assertThat(slice.count(Count.WORDS_COMMITTED)).isEqualTo(slice.count(Count.WORDS_EXPECTED))
        .isPositive();
    assertThat(slice.count(Count.WORDS_LOST) + slice.count(Count.WORDS_DOUBLED)
        + slice.count(Count.WORDS_REORDERED) + slice.count(Count.WORDS_EARLY)).isZero();
    assertThat(slice.histogram(Measure.WAY_IN).getTotalCount())
        .isEqualTo(slice.histogram(Measure.ADDED_LATENCY).getTotalCount())
        .isPositive();
  }

  @ParameterizedTest
  @CsvSource({"LISTEN, refused: 1008 Invalid authorization token", "DEEPGRAM, refused: 401",
      "OPENAI, refused: 401"})
  void begin_withAnotherKey_isRefused(Dialect dialect, String how) throws Exception {
    var slice = run(dialect, Shape.pcm(100), "another", Plan.ramp(2, Duration.ZERO, LENGTH, 1));

    assertThat(slice.endings()).containsExactly(Map.entry(how, 2L));
    assertThat(slice.count(Count.FAILED)).isEqualTo(2);
  }

  @Test
  void begin_withAStorm_hangsUpAndComesBack() throws Exception {
    var plan = Plan.ramp(STREAMS, Duration.ZERO, LENGTH, 1).withStorm(Duration.ofSeconds(2));

    var slice = run(Dialect.LISTEN, Shape.pcm(100), GatewayProcess.KEY, plan);

    assertThat(slice.endings()).containsKeys("finished", "hung up, as it was meant to");
    assertThat(slice.endings().keySet()).isSubsetOf("finished", "hung up, as it was meant to",
        BUSY);
    assertThat(slice.count(Count.OFFERED)).isEqualTo(2L * STREAMS);
  }

  /// One place for four devices: three are told to come again until it is free.
  @Test
  void begin_whereThereIsNoRoom_comesAgainUntilThereIs(@TempDir Path other) throws Exception {
    try (var small = GatewayProcess.start(other,
        Map.of("EARSHOT_ENGINES", "clock", "EARSHOT_ACCOUNT_STREAMS", "1"))) {
      var plan = Plan.ramp(4, Duration.ZERO, Duration.ofMillis(500), 1);

      var patient = run(small, Dialect.DEEPGRAM, Shape.pcm(100), GatewayProcess.KEY,
          plan.withTries(50));
      var brief = run(small, Dialect.DEEPGRAM, Shape.pcm(100), GatewayProcess.KEY, plan);

      assertThat(patient.endings()).containsEntry("finished", 4L);
      assertThat(patient.count(Count.TOLD_TO_COME_AGAIN)).isGreaterThanOrEqualTo(3);
      assertThat(patient.endings().keySet())
          .isSubsetOf("finished", "told to come again: 429", "told to come again: 503");
      assertThat(patient.count(Count.OFFERED)).isEqualTo(4);
      assertThat(patient.count(Count.READY)).isEqualTo(4);
      assertThat(patient.count(Count.FAILED)).isZero();
      assertThat(brief.count(Count.FAILED)).isPositive();
      assertThat(brief.count(Count.TOLD_TO_COME_AGAIN)).isZero();
    }
  }

  @Test
  void begin_withBadManners_countsThemApart() throws Exception {
    var plan = Plan.ramp(STREAMS, Duration.ZERO, LENGTH, 1).withManners(50, 50, 1);

    var slice = run(Dialect.DEEPGRAM, Shape.pcm(20), GatewayProcess.KEY, plan);

    assertThat(slice.count(Count.ENDED) + slice.count(Count.FAILED)).isEqualTo(STREAMS);
    assertThat(slice.endings()).containsKeys("slow reader: served to its end",
        "silent, as it was meant to");
    assertThat(slice.endings().keySet()).isSubsetOf("slow reader: served to its end",
        "silent, as it was meant to", BUSY);
  }

  @Test
  void begin_whereNobodyListens_isUnreachable() throws Exception {
    try (var fleet = Fleet.open(1);
        var round = fleet.begin(new Target(URI.create("ws://127.0.0.1:1"), Dialect.LISTEN, ""),
            Shape.pcm(100), WordClock.EARSHOT, Plan.ramp(1, Duration.ZERO, LENGTH, 1))) {
      round.over().get(20, TimeUnit.SECONDS);

      assertThat(round.take().endings().keySet()).singleElement()
          .asString()
          .startsWith("refused: unreachable");
    }
  }

  private static Slice run(Dialect dialect, Shape shape, String key, Plan plan) throws Exception {
    return run(gateway, dialect, shape, key, plan);
  }

  private static Slice run(GatewayProcess gateway, Dialect dialect, Shape shape, String key,
      Plan plan) throws Exception {
    try (var fleet = Fleet.open(2);
        var round = fleet.begin(
            new Target(gateway.streams().resolve("/"), dialect, key), shape,
            WordClock.ofEarshot(shape.frameMs()), plan)) {
      round.over().get(40, TimeUnit.SECONDS);
      return round.take();
    }
  }
}

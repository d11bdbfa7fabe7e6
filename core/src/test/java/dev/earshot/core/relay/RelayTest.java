package dev.earshot.core.relay;

import static dev.earshot.core.relay.Stage.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.recogniser.Capabilities.Session;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.core.recogniser.Tariff;
import dev.earshot.core.relay.EngineState.Standing;
import dev.earshot.core.relay.Unruly.Fault;
import dev.earshot.core.relay.Unruly.Kind;
import dev.earshot.core.transcript.TranscriptEvent.AudioGap;
import dev.earshot.core.transcript.TranscriptEvent.Degraded;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Recovered;
import dev.earshot.core.transcript.Trouble;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

class RelayTest {
  private static final Duration LONG = Duration.ofMinutes(3);

  private final Stage stage = new Stage(RelayTimes.USUAL, 1);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void oneEngine_thatIsWell_isHeardAsItIs() {
    var engine = Unruly.good("one", stage.time);
    stage.play(stage.relay(engine), stage.speech(12));
    stage.pass(LONG);

    assertThat(stage.text()).isEqualTo(said(12));
    assertThat(stage.completed).isTrue();
    assertThat(stage.all(Degraded.class)).isEmpty();
    assertThat(stage.wrongs()).isEmpty();
    assertThat(engine.legs).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"UNREACHABLE,LOST", "CLOSES,LOST", "ENDS_EARLY,LOST", "TAKES_NOTHING,STALLED",
      "BUSY,BUSY", "REFUSED,REFUSED", "GARBAGE,GARBLED", "MUTE,MUTE"})
  void engine_thatFails_isFollowedByTheNextWithoutALostWord(Kind kind, Trouble trouble) {
    var bad = new Unruly("bad", () -> new Fault(kind, 32), stage.time);
    var good = Unruly.good("good", stage.time);
    stage.play(stage.relay(bad, good), stage.speech(30));
    stage.pass(LONG);

    assertThat(stage.text()).isEqualTo(said(30));
    assertThat(stage.completed).isTrue();
    assertThat(stage.wrongs()).isEmpty();
    assertThat(stage.all(Degraded.class)).extracting(Degraded::why).containsExactly(trouble);
    assertThat(stage.all(Recovered.class)).extracting(Recovered::engine).containsExactly("good");
    assertThat(good.legs).hasSize(1);
  }

  @Test
  void onlyEngine_thatFailsNowAndThen_isTriedAgain() {
    Queue<Fault> faults = new ArrayDeque<>(
        List.of(new Fault(Kind.CLOSES, 17), Fault.NONE));
    var engine = new Unruly("one", faults::remove, stage.time);
    stage.play(stage.relay(engine), stage.speech(12));
    stage.pass(LONG);

    assertThat(stage.text()).isEqualTo(said(12));
    assertThat(stage.wrongs()).isEmpty();
    assertThat(engine.legs).hasSize(2);
  }

  @Test
  void sound_thatCouldNotBeKept_isTold() {
    var short_ = new Stage(RelayTimes.USUAL.withReplay(Duration.ofSeconds(2)), 1);
    var bad = new Unruly("bad", () -> new Fault(Kind.MUTE, 1), short_.time);
    short_.play(short_.relay(bad, Unruly.good("good", short_.time)), short_.speech(12));
    short_.pass(LONG);

    var gap = short_.all(AudioGap.class);
    assertThat(gap).hasSize(1);
    assertThat(gap.getFirst().why()).isEqualTo(Trouble.MUTE);
    assertThat(gap.getFirst().fromMs()).isZero();
    assertThat(gap.getFirst().toMs()).isBetween(3_000L, 5_000L);
    assertThat(short_.text()).startsWith("w" + Math.ceilDiv(gap.getFirst().toMs(), 1_000L) + " ")
        .endsWith(" w11");
    short_.close();
  }

  @Test
  void engines_thatAreAllBusyFromTheStart_areToldAtOnce() {
    stage.play(stage.relay(new Unruly("a", () -> new Fault(Kind.BUSY, 0), stage.time),
        new Unruly("b", () -> new Fault(Kind.BUSY, 0), stage.time)), stage.speech(5));
    stage.pass(Duration.ofMillis(300));

    assertThat(stage.error).isInstanceOf(Busy.class);
  }

  @Test
  void engines_thatAllRefuse_areToldAtOnce() {
    stage.play(stage.relay(new Unruly("a", () -> new Fault(Kind.REFUSED, 0), stage.time)),
        stage.speech(5));
    stage.pass(Duration.ofMillis(300));

    assertThat(stage.error).isInstanceOf(Refused.class);
  }

  @Test
  void engines_thatNobodyCanReach_areGivenUpAfterHalfAMinute() {
    stage.play(stage.relay(new Unruly("a", () -> new Fault(Kind.UNREACHABLE, 0), stage.time)),
        stage.speech(5));
    stage.pass(Duration.ofSeconds(20));
    assertThat(stage.error).isNull();
    stage.pass(Duration.ofSeconds(60));

    assertThat(stage.error).isInstanceOf(Lost.class).hasMessageContaining("connect: refused");
  }

  @Test
  void outage_isNoStorm() {
    var engine = new Unruly("a", () -> new Fault(Kind.UNREACHABLE, 0), stage.time);
    var relay = stage.relay(engine);
    for (var i = 0; i < 100; i++) {
      stage.play(relay, stage.speech(60));
    }
    stage.pass(Duration.ofSeconds(29));

    // every stream once, each again by its budget, and the trials of a breaker that opens ever longer
    assertThat(engine.legs).hasSizeLessThan(150);
  }

  @Test
  void crowd_afterOneThatMovedJustNow_movesAtOnceToo() {
    var good = Unruly.good("good", stage.time);
    var relay = stage.relay(Unruly.good("first", stage.time), good);
    for (var crowd = 1; crowd <= 2; crowd++) {
      for (var i = 0; i < 100; i++) {
        stage.play(relay, stage.speech(5));
      }
      stage.pass(Duration.ofSeconds(2));
      relay.leave("first");
      stage.pass(Duration.ofSeconds(1));

      assertThat(good.legs).hasSize(crowd * 100);
      stage.pass(Duration.ofSeconds(5));
      relay.comeBack("first");
    }
  }

  @Test
  void credential_thatWasRefused_isNotShownAgain() {
    var bad = new Unruly("bad", () -> new Fault(Kind.REFUSED, 0), stage.time);
    var good = Unruly.good("good", stage.time);
    var relay = stage.relay(bad, good);
    stage.play(relay, stage.speech(5));
    stage.play(relay, stage.speech(5));
    stage.pass(Duration.ofSeconds(60));

    assertThat(bad.legs).hasSize(1);
    assertThat(relay.engines().getFirst().standing()).isEqualTo(Standing.QUARANTINED);
    assertThat(relay.comeBack("bad")).isTrue();
    assertThat(relay.engines().getFirst().standing()).isEqualTo(Standing.OPEN);
  }

  @Test
  void session_thatWouldBecomeTooLong_isFollowedByAnotherWithoutATrace() {
    var engine = new Unruly("one", () -> Fault.NONE, stage.time,
        new Session(Duration.ZERO, Duration.ofSeconds(20), 10), Tariff.OPEN_TIME);
    stage.play(stage.relay(engine), stage.speech(60));
    stage.pass(LONG);

    assertThat(stage.text()).isEqualTo(said(60));
    assertThat(engine.legs).hasSizeBetween(3, 5);
    assertThat(stage.all(Degraded.class)).isEmpty();
    assertThat(stage.wrongs()).isEmpty();
  }

  @Test
  void operator_movesStreamsAwayAndBack() {
    var first = Unruly.good("first", stage.time);
    var second = Unruly.good("second", stage.time);
    var relay = stage.relay(first, second);
    stage.play(relay, stage.speech(30));
    stage.pass(Duration.ofMillis(7_300));
    assertThat(relay.leave("first")).isTrue();
    stage.pass(LONG);

    assertThat(stage.text()).isEqualTo(said(30));
    assertThat(second.legs).hasSize(1);
    assertThat(stage.all(Degraded.class)).isEmpty();
    assertThat(relay.leave("nobody")).isFalse();
  }

  @Test
  void plan_namesItsEnginesInItsOrder() {
    var first = Unruly.good("first", stage.time);
    var second = Unruly.good("second", stage.time);
    var relay = stage.relay(first, second);
    stage.play(relay, Stage.leg(List.of("second")), stage.speech(5));
    stage.pass(LONG);

    assertThat(first.legs).isEmpty();
    assertThat(second.legs).hasSize(1);
  }

  @Test
  void flush_thatItsLegCouldNotAnswer_isAskedAgain() {
    var bad = new Unruly("bad", () -> new Fault(Kind.TAKES_NOTHING, 25), stage.time);
    var flushed = Flux.concat(stage.speech(3), Flux.just(new Sound.Flush(true)),
        Flux.<Sound>never());
    stage.play(stage.relay(bad, Unruly.good("good", stage.time)), flushed);
    stage.pass(LONG);

    assertThat(stage.text()).isEqualTo(said(3));
    assertThat(stage.all(HeardTo.class)).filteredOn(HeardTo::asked)
        .extracting(HeardTo::toMs)
        .containsExactly(3_000L);
  }

  @Test
  void cancel_endsTheLegAndTheSound() {
    var good = Unruly.good("good", stage.time);
    var cancelled = new boolean[1];
    var relay = stage.relay(good);
    var playing = stage.play(relay, stage.speech(30).doOnCancel(() -> cancelled[0] = true));
    stage.pass(Duration.ofSeconds(3));
    playing.dispose();

    assertThat(cancelled[0]).isTrue();
    assertThat(relay.engines().getFirst().legs()).isZero();
  }

  @Test
  void sound_thatFails_failsTheStreamWithItsOwnError() {
    var unplugged = new IllegalStateException("unplugged");
    stage.play(stage.relay(Unruly.good("good", stage.time)),
        stage.speech(3).concatWith(Flux.error(unplugged)));
    stage.pass(LONG);

    assertThat(stage.error).isSameAs(unplugged);
    assertThat(stage.failures).isEmpty();
  }

  @Test
  void costs_areWhatWasGiven_againWhereItWasReplayed() {
    var bad = new Unruly("bad", () -> new Fault(Kind.CLOSES, 32), stage.time);
    var good = Unruly.good("good", stage.time);
    stage.play(stage.relay(bad, good), stage.speech(10));
    stage.pass(LONG);

    assertThat(dueTo("bad")).isEqualTo(bad.givenMs).isGreaterThanOrEqualTo(3_200);
    assertThat(dueTo("good")).isEqualTo(good.givenMs).isEqualTo(10_000);
  }

  private long dueTo(String engine) {
    return stage.due.stream()
        .filter(line -> line.startsWith(engine + " SOUND "))
        .mapToLong(line -> Long.parseLong(line.substring(engine.length() + 7)))
        .sum();
  }
}

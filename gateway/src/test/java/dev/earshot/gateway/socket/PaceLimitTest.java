package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.Sound;
import dev.earshot.gateway.socket.ChannelIntakes.Surroundings;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Audio faster than it may be, on a clock that stands still until it is moved.
class PaceLimitTest {
  private static final int RATE = 16_000;
  private static final Pace PACE = new Pace(1.25, Duration.ofSeconds(5));

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private int reads;

  PaceLimitTest() {
    channel.freezeTime();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void heard_asMuchAsMayBeAhead_staysOpen() {
    var limit = limit();

    limit.heard(5_000);

    assertThat(limit.isOpen()).isTrue();
  }

  @Test
  void heard_more_opensWhenTimeHasCaughtUp() {
    var limit = limit();

    limit.heard(7_500);

    assertThat(limit.isOpen()).isFalse();
    pass(1_999);
    assertThat(limit.isOpen()).isFalse();
    pass(1);
    assertThat(limit.isOpen()).isTrue();
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void heard_atThePace_staysOpenForEver() {
    var limit = limit();

    for (var second = 1; second <= 3_600; second++) {
      limit.heard(second * 1_250L);
      assertThat(limit.isOpen()).isTrue();
      pass(1_000);
    }
  }

  @Test
  void heard_afterAnHourOfSilence_isNotPaidForByIt() {
    var limit = limit();
    pass(3_600_000);

    limit.heard(5_001);

    assertThat(limit.isOpen()).isFalse();
  }

  @Test
  void heard_whileClosed_staysClosedForThatToo() {
    var limit = limit();
    limit.heard(6_250);

    limit.heard(7_500);
    pass(1_999);

    assertThat(limit.isOpen()).isFalse();
    pass(1);
    assertThat(limit.isOpen()).isTrue();
  }

  @Test
  void stop_whileClosed_readsNoMore() {
    var limit = limit();
    limit.heard(7_500);

    limit.stop();
    pass(10_000);

    assertThat(reads).isZero();
  }

  @Test
  void take_fasterThanThePace_isNotReadAndNothingIsMadeFinalMeanwhile() {
    var intakes = intakes(1);
    var heard = new ArrayList<Sound>();
    intakes.sounds().getFirst().subscribe(heard::add);
    reads = 0;

    take(intakes, seconds(7.5));

    assertThat(intakes.isOpen()).isFalse();
    pass(1_999);
    assertThat(reads).isZero();
    pass(1);
    assertThat(reads).isEqualTo(1);
    assertThat(intakes.isOpen()).isTrue();
    assertThat(heard).hasSize(75).allMatch(Sound.Window.class::isInstance);
    pass(600);
    assertThat(heard).last().isEqualTo(new Sound.Flush(false));
    intakes.end();
  }

  @Test
  void take_ofSeveralChannels_theFurthestCounts() {
    var intakes = intakes(2);
    intakes.sounds().forEach(sound -> sound.subscribe());

    take(intakes, channel(1, 5));
    take(intakes, channel(2, 5));

    assertThat(intakes.isOpen()).isTrue();
    take(intakes, channel(2, 1));
    assertThat(intakes.isOpen()).isFalse();
    intakes.end();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.99, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void pace_belowRealTimeOrNoNumber_isRefused(double most) {
    assertThatIllegalArgumentException().isThrownBy(() -> PACE.atMost(most))
        .withMessageStartingWith("most: " + most);
  }

  private PaceLimit limit() {
    return new PaceLimit(PACE, channel.eventLoop(), () -> reads++);
  }

  private ChannelIntakes intakes(int channels) {
    return new ChannelIntakes(new AudioFormat(Codec.PCM16, RATE), channels, null,
        new Surroundings(SocketLimits.DEFAULT.at(PACE), channel.eventLoop(), Runnable::run,
            () -> reads++, () -> {
              throw new AssertionError("nothing is too much here");
            }, () -> {
              throw new AssertionError("every byte is sound here");
            }));
  }

  private static void take(ChannelIntakes intakes, byte[] frame) {
    assertThat(intakes.take(ByteBuffer.wrap(frame))).isEmpty();
  }

  private static byte[] seconds(double seconds) {
    return new byte[(int) (seconds * RATE * 2)];
  }

  private static byte[] channel(int number, double seconds) {
    var frame = new byte[1 + seconds(seconds).length];
    frame[0] = (byte) number;
    return frame;
  }

  private void pass(long ms) {
    channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }
}

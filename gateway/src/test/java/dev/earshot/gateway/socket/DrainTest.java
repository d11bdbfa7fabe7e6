package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.stream.EndReason;
import dev.earshot.gateway.dialect.Spoken;
import dev.earshot.gateway.ops.Meters;
import dev.earshot.gateway.wire.CleanLog;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.scheduler.VirtualTimeScheduler;

@ExtendWith(CleanLog.class)
class DrainTest {
  private static final Duration NOTICE = Duration.ofSeconds(3);
  private static final Duration WINDOW = Duration.ofSeconds(2);
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final OpenStreams streams = new OpenStreams(new Meters());
  private final Drain drain = new Drain(streams, new DrainTimes(NOTICE, WINDOW, WITHIN),
      new Random(7), time);
  private final List<Channel> connections = new ArrayList<>();
  private final AtomicInteger told = new AtomicInteger();
  private final AtomicBoolean shut = new AtomicBoolean();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void noOrder_changesNothing() {
    run(2);

    time.advanceTimeBy(Duration.ofHours(1));

    assertThat(shut).isFalse();
    assertThat(told).hasValue(0);
  }

  @Test
  void order_servesOnForTheNotice_thenShutsAndTells() {
    run(2);

    drain.begin();
    time.advanceTimeBy(NOTICE.minusMillis(1));
    assertThat(shut).isFalse();
    time.advanceTimeBy(Duration.ofMillis(1));
    pass(Duration.ofMillis(20)); // two clients: 10 ms for each

    assertThat(shut).isTrue();
    assertThat(told).hasValue(2);
    assertThat(over).isFalse();
  }

  @Test
  void clients_areTold_spreadOverTheWindow() {
    run(1_000);

    drain.begin();
    time.advanceTimeBy(NOTICE);
    var each = new ArrayList<Integer>();
    for (var i = 0; i < 4; i++) {
      var before = told.get();
      pass(WINDOW.dividedBy(4));
      each.add(told.get() - before);
    }

    assertThat(each).allMatch(quarter -> quarter > 180 && quarter < 320); // 250 on the average
    assertThat(told).hasValue(1_000);
  }

  @Test
  void lastStreamOver_completes() {
    run(2);
    drain.begin();
    time.advanceTimeBy(NOTICE);

    streams.ended(connections.getFirst(), EndReason.DRAINED);
    assertThat(over).isFalse();
    streams.ended(connections.getLast(), EndReason.DRAINED);

    assertThat(over).isTrue();
  }

  @Test
  void noStream_completesBehindTheNotice() {
    run(0);

    drain.begin();
    time.advanceTimeBy(NOTICE);

    assertThat(over).isTrue();
  }

  @Test
  void streamThatDoesNotEnd_isNotWaitedForBeyondTheDeadline() {
    run(1);
    drain.begin();

    time.advanceTimeBy(NOTICE.plus(WITHIN));

    assertThat(over).isTrue();
    assertThat(drain.left()).isEqualTo(1);
  }

  @Test
  void streamThatComesBehindTheNotice_isToldAtOnce() {
    run(0);
    var stays = connection();
    streams.opened(stays, Spoken.DEVICE);
    drain.begin();
    time.advanceTimeBy(NOTICE);

    streams.opened(connection(), Spoken.DEVICE);

    assertThat(told).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,10", "199,1990", "201,2000", "5000,2000"})
  void window_isShorterForFew(int clients, long millis) {
    assertThat(new DrainTimes(NOTICE, WINDOW, WITHIN).windowOf(clients))
        .hasMillis(millis);
  }

  private void run(int clients) {
    for (var i = 0; i < clients; i++) {
      var connection = connection();
      connections.add(connection);
      streams.opened(connection, Spoken.DEVICE);
    }
    var _ = drain.run(() -> shut.set(true), connections)
        .subscribe(_ -> {}, _ -> {}, () -> over.set(true));
  }

  private Channel connection() {
    return new EmbeddedChannel(new ChannelInboundHandlerAdapter() {
      @Override
      public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        told.addAndGet(event == FrameHandler.Notice.DRAIN ? 1 : 0);
      }
    });
  }

  private void pass(Duration span) {
    connections.forEach(connection -> {
      var embedded = (EmbeddedChannel) connection;
      embedded.advanceTimeBy(span.toNanos(), TimeUnit.NANOSECONDS);
      embedded.runScheduledPendingTasks();
    });
  }
}

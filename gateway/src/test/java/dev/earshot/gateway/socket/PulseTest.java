package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/// Signs of life, and what becomes of a client that gives none or reads none.
class PulseTest extends VirtualTime {
  @Test
  void heartbeat_fromTheStart_comesAtOnce() {
    assertThat(texts(stream(scripted()))).startsWith("ping");
  }

  @Test
  void heartbeat_everyTenSeconds_comesAgain() {
    var channel = stream(scripted());
    texts(channel);

    pass(channel, Duration.ofSeconds(30));

    assertThat(texts(channel)).containsExactly("ping", "ping", "ping");
  }

  @Test
  void heartbeat_beforeItsTime_doesNotCome() {
    var channel = stream(scripted());
    texts(channel);

    pass(channel, Duration.ofMillis(9_999));

    assertThat(texts(channel)).isEmpty();
  }

  @Test
  void idle_ninetySecondsBehindTheLastFrame_isNotOverYet() {
    var channel = stream(scripted());
    pass(channel, Duration.ofSeconds(5));
    channel.writeInbound(new PongWebSocketFrame());

    pass(channel, Duration.ofSeconds(90));

    assertThat(closeOf(channel)).isZero();
  }

  @Test
  void idle_atTheBeatBehindNinetySeconds_closes1001() {
    var channel = stream(scripted());
    pass(channel, Duration.ofSeconds(5));
    channel.writeInbound(new PongWebSocketFrame());

    pass(channel, Duration.ofSeconds(95));

    assertThat(closeOf(channel)).isEqualTo(1_001);
  }

  @Test
  void idle_clientDoesNotClose_isCutOffTwoSecondsLater() {
    var channel = stream(scripted());
    pass(channel, Duration.ofSeconds(100));

    pass(channel, Duration.ofSeconds(2));

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void idle_soundIsHeldBack_doesNotCount() {
    var channel = stream(new Ear(_ -> Flux.never())); // asks for nothing
    sound(channel, 3);

    pass(channel, Duration.ofSeconds(200));

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void unread_twentySeconds_closes1008() {
    var channel = stream(scripted());
    writable(channel, false);

    pass(channel, Duration.ofSeconds(20));

    assertThat(closeOf(channel)).isEqualTo(1_008);
  }

  @Test
  void unread_forAWhile_isForgivenWhenReadAgain() {
    var channel = stream(scripted());
    writable(channel, false);
    pass(channel, Duration.ofSeconds(15));

    writable(channel, true);
    pass(channel, Duration.ofSeconds(15));

    assertThat(closeOf(channel)).isZero();
  }

  @Test
  void unread_wordsCome_areNotWritten() {
    var channel = stream(scripted());
    texts(channel);
    writable(channel, false);

    sound(channel, 50);

    assertThat(texts(channel)).hasSizeLessThanOrEqualTo(1); // one may be under way
  }

  @Test
  void unread_readAgain_tellsEverythingThatWaited() {
    var channel = stream(scripted());
    writable(channel, false);
    sound(channel, 50);

    writable(channel, true);

    assertThat(texts(channel)).anyMatch(text -> text.contains("w0 w1 w2 w3 w4"));
  }

  @Test
  void ping_tenAtOnce_areAnsweredInTheirOrder() {
    var channel = stream(scripted());
    pings(channel, 10);

    assertThat(pongs(channel)).isEqualTo(numbers(10));
  }

  @Test
  void ping_moreThanTenAtOnce_theLastIsAnsweredASecondLater() {
    var channel = stream(scripted());
    pings(channel, 13);
    assertThat(pongs(channel)).isEqualTo(numbers(10));

    pass(channel, Duration.ofSeconds(1));

    assertThat(pongs(channel)).containsExactly("13");
  }

  @Test
  void ping_aRestOfTenSeconds_tenAreAnsweredAgain() {
    var channel = stream(scripted());
    pings(channel, 10);
    pongs(channel);
    pass(channel, Duration.ofSeconds(10));

    pings(channel, 12);

    assertThat(pongs(channel)).isEqualTo(numbers(10));
  }

  @Test
  void ping_afterTheClose_isNotAnswered() {
    var channel = stream(scripted());
    pass(channel, Duration.ofSeconds(100));

    channel.writeInbound(ping("1"));

    assertThat(pongs(channel)).isEmpty();
  }

  private static void pings(EmbeddedChannel channel, int count) {
    numbers(count).forEach(number -> channel.writeInbound(ping(number)));
  }

  private static List<String> numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
  }
}

package dev.earshot.gateway.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.integration.Outcome.Failure;
import dev.earshot.gateway.wire.Until;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class PosterTest {
  /// An address of this machine that plays the public one; the others are inside.
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("127.0.0.2");
  private static final InetAddress INSIDE = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration SOON = Duration.ofSeconds(20);

  private final List<InetAddress> answers = new ArrayList<>();
  private final List<String> lookedUp = new ArrayList<>();
  private final Poster poster = Poster.open(this::next, AddressGuard.lenient());
  private final Poster guarded = Poster.open(this::next, AddressGuard.strict().and(PUBLIC));
  private final Site site = Site.open("127.0.0.2", 0);
  private final Site inside = Site.open("127.0.0.1", site.port());

  @AfterEach
  void close() {
    poster.close();
    guarded.close();
    site.close();
    inside.close();
  }

  @Test
  void post_isWhatWasAsked() {
    answers.add(PUBLIC);
    site.answers(Site.body(201, "{\"a\":1}"));
    var reply = post(poster, "http://app.example:" + site.port() + "/in?b=c", 100);

    assertThat(reply).isEqualTo(new Reply(201, Duration.ZERO, "{\"a\":1}"));
    var asked = site.asked().getFirst();
    assertThat(asked.line()).isEqualTo("POST /in?b=c HTTP/1.1");
    assertThat(asked.header("Host")).isEqualTo("app.example:" + site.port());
    assertThat(asked.header("Content-Type")).isEqualTo("application/json");
    assertThat(asked.header("X-Mine")).isEqualTo("yes");
    assertThat(asked.body()).isEqualTo("hëllo");
  }

  /// A name that is public at first and private later: the first request goes to the public address, the second
  /// nowhere.
  @Test
  void name_thatTurnsPrivate_isNeverConnectedToPrivately() {
    answers.addAll(List.of(PUBLIC, INSIDE));
    var url = "http://app.example:" + site.port() + "/";

    assertThat(post(guarded, url, 0).status()).isEqualTo(204);
    assertThatThrownBy(() -> post(guarded, url, 0)).isInstanceOf(OutgoingException.class)
        .extracting(error -> ((OutgoingException) error).failure())
        .isEqualTo(Failure.FORBIDDEN);
    assertThat(lookedUp).containsExactly("app.example", "app.example"); // once for each
    assertThat(inside.connections()).isZero();
  }

  @Test
  void name_withAPrivateAddressAmongItsOwn_isRefused() {
    var mixed = Poster.open(_ -> List.of(PUBLIC, INSIDE), AddressGuard.strict().and(PUBLIC));
    try {
      assertThat(failure(mixed, "http://app.example:" + site.port() + "/"))
          .isEqualTo(Failure.FORBIDDEN);
      assertThat(site.connections() + inside.connections()).isZero();
    } finally {
      mixed.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://127.0.0.1/", "https://localhost/", "https://localhost./",
      "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://169.254.169.254/latest/",
      "https://0.0.0.0/", "https://2130706433/", "https://0x7f000001/",
      "http://8.8.8.8/", "ftp://8.8.8.8/", "file:///etc/passwd", "https://a@8.8.8.8/"})
  void address_insideOrNotHttps_isRefused(String url) {
    var strict = Poster.open(Names.system(), AddressGuard.strict());
    try {
      assertThat(failure(strict, url)).isIn(Failure.FORBIDDEN, Failure.NO_ADDRESS);
    } finally {
      strict.close();
    }
  }

  @Test
  void redirect_isAnAnswerAndNotFollowed() {
    answers.add(PUBLIC);
    site.answers(Site.status(302, "Location: http://127.0.0.1:" + inside.port() + "/"));

    assertThat(post(poster, "http://app.example:" + site.port() + "/", 0).status()).isEqualTo(302);
    assertThat(inside.connections()).isZero();
  }

  @Test
  void answer_ofTenMegabytes_costsItsHead() {
    answers.add(PUBLIC);
    site.answers((_, to) -> {
      to.write("HTTP/1.1 200 x\r\nContent-Length: 10485760\r\n\r\n"
          .getBytes(StandardCharsets.UTF_8));
      to.write(new byte[10 * 1024 * 1024]);
    });

    assertThat(post(poster, "http://app.example:" + site.port() + "/", 0).status()).isEqualTo(200);
  }

  @Test
  void answer_longerThanIsRead_isRefused() {
    answers.add(PUBLIC);
    site.answers(Site.body(200, "x".repeat(101)));

    assertThat(failure(poster, "http://app.example:" + site.port() + "/", 100))
        .isEqualTo(Failure.STATUS);
  }

  @Test
  void answer_headWithoutEnd_isRefused() {
    answers.add(PUBLIC);
    site.answers((_, to) -> {
      to.write("HTTP/1.1 200 x\r\n".getBytes(StandardCharsets.UTF_8));
      for (var n = 0; n < 10_000; n++) {
        to.write("A: bbbbbbbbbbbbbbb\r\n".getBytes(StandardCharsets.UTF_8));
      }
    });

    assertThat(failure(poster, "http://app.example:" + site.port() + "/"))
        .isEqualTo(Failure.UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 100 Continue\r\n\r\n"})
  void answer_thatIsNone_isAFailure(String said) {
    answers.add(PUBLIC);
    site.answers((_, to) -> to.write(said.getBytes(StandardCharsets.UTF_8)));

    assertThat(failure(poster, "http://app.example:" + site.port() + "/"))
        .isEqualTo(Failure.UNREACHABLE);
  }

  @Test
  void answer_asksToWait_isRead() {
    answers.add(PUBLIC);
    site.answers(Site.status(503, "Retry-After: 90"));

    assertThat(post(poster, "http://app.example:" + site.port() + "/", 0))
        .isEqualTo(new Reply(503, Duration.ofSeconds(90), ""));
  }

  @Test
  void name_takesLongToLookUp_isNotConnectedToWhenNobodyWaitsAnyMore() {
    var found = new CountDownLatch(1);
    var asked = new CountDownLatch(1);
    var slow = Poster.open(_ -> {
      asked.countDown();
      try {
        found.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return List.of(PUBLIC);
    }, AddressGuard.lenient());
    try {
      assertThatThrownBy(
          () -> slow.post(request("http://app.example:" + site.port() + "/", 0))
              .block(Duration.ofMillis(100)))
          .hasMessageContaining("Timeout");
      assertThat(asked.getCount()).isZero();
      found.countDown();
    } finally {
      slow.close(); // whatever it still had to do is done or dropped
    }
    assertThat(site.connections()).isZero();
  }

  @Test
  void cancel_cutsTheConnection() throws InterruptedException {
    answers.add(PUBLIC);
    var cut = new CountDownLatch(1);
    site.answers((_, to) -> {
      while (cut.getCount() > 0) {
        try {
          to.write('H'); // fails when the other side has gone
          to.flush();
          Thread.onSpinWait();
        } catch (java.io.IOException e) {
          cut.countDown();
        }
      }
    });
    var under = poster.post(request("http://app.example:" + site.port() + "/", 0))
        .subscribe(_ -> {}, _ -> {});
    Until.holds(() -> !site.asked().isEmpty());
    under.dispose();

    cut.await();
  }

  private Reply post(Poster by, String url, int most) {
    return Objects.requireNonNull(by.post(request(url, most)).block(SOON));
  }

  private Failure failure(Poster by, String url) {
    return failure(by, url, 0);
  }

  private Failure failure(Poster by, String url, int most) {
    return Objects.requireNonNull(by.post(request(url, most))
        .map(reply -> Failure.BUSY) // none of those that are expected
        .onErrorResume(OutgoingException.class,
            error -> reactor.core.publisher.Mono.just(error.failure()))
        .block(SOON));
  }

  private static Request request(String url, int most) {
    return new Request(url, Map.of("X-Mine", "yes"), "hëllo",
        most);
  }

  private List<InetAddress> next(String host) throws UnknownHostException {
    lookedUp.add(host);
    if (answers.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return List.of(answers.size() == 1 ? answers.getFirst() : answers.removeFirst());
  }
}

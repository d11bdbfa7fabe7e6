package dev.earshot.gateway.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.integration.Batch;
import dev.earshot.core.integration.Hook;
import dev.earshot.core.integration.Line;
import dev.earshot.core.integration.Outcome;
import dev.earshot.core.integration.Outcome.Delivered;
import dev.earshot.core.integration.Outcome.Failed;
import dev.earshot.core.integration.Outcome.Failure;
import dev.earshot.core.integration.Outcome.Gone;
import dev.earshot.core.integration.Said;
import dev.earshot.gateway.outgoing.AddressGuard;
import dev.earshot.gateway.outgoing.Names;
import dev.earshot.gateway.outgoing.Poster;
import dev.earshot.gateway.outgoing.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class WebhookSenderTest {
  private static final String SECRET = "whsec-0123456789abcdef";
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:02Z");
  private static final StreamId STREAM = new StreamId(
      UUID.fromString("3b0e8a52-1f6c-4d7e-9a2b-c5d4e3f2a1b0"));
  private static final Batch BATCH = new Batch(
      new Line(new AccountId("ann"), "notes", STREAM),
      List.of(new Said(new AccountId("ann"), STREAM, 0, 0, 12_400, 13_600, "please hold",
          Instant.parse("2026-11-29T12:00:00.120Z")),
          new Said(new AccountId("ann"), STREAM, 1, 0, 13_900, 15_000, "while I try",
              Instant.parse("2026-11-29T12:00:01.480Z"))));

  private final Site app = Site.open();
  private final Poster poster = Poster.open(Names.system(), AddressGuard.lenient());

  @AfterEach
  void close() {
    poster.close();
    app.close();
  }

  @Test
  void batch_isSignedAndNamed() {
    assertThat(send()).isEqualTo(new Delivered());

    var asked = app.asked().getFirst();
    assertThat(Receiver.trusts(asked, SECRET, NOW)).isTrue();
    assertThat(Receiver.trusts(asked, SECRET + "x", NOW)).isFalse();
    assertThat(Receiver.trusts(asked, SECRET, NOW.plusSeconds(301))).isFalse();
    assertThat(asked.header("Earshot-Event-Id")).isEqualTo(STREAM + ".0-1");
    assertThat(asked.header("Content-Type")).isEqualTo("application/json");
    assertThat(Receiver.read(asked).path("segments")).hasSize(2);
  }

  @Test
  void batch_sentAgain_isTheSame() {
    send();
    send();

    assertThat(app.asked()).extracting(Site.Asked::body)
        .containsOnly(app.asked().getFirst().body());
  }

  /// The example in the document is what is really sent, and its signature is right.
  @Test
  void document_showsWhatIsSent() throws IOException {
    send();
    var document = Files.readString(Path.of("../docs/protocol.md"));
    var example = Pattern
        .compile("^Earshot-Signature: (\\S+)\\nEarshot-Event-Id: (\\S+)\\n\\n(\\{.*})\\n```$",
            Pattern.MULTILINE)
        .matcher(document);

    assertThat(example.find()).isTrue();
    assertThat(example.group(3)).isEqualTo(app.asked().getFirst().body());
    assertThat(example.group(2)).isEqualTo(BATCH.eventId());
    assertThat(example.group(1)).isEqualTo(app.asked().getFirst().header("Earshot-Signature"));
    assertThat(document).contains("`" + SECRET + "`");
    assertThat(Receiver.trusts(example.group(1), example.group(3), SECRET, NOW)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"200", "201", "204", "299"})
  void status_2xx_isDelivered(int status) {
    app.answers(Site.status(status));

    assertThat(send()).isEqualTo(new Delivered());
  }

  @ParameterizedTest
  @CsvSource({"400,STATUS", "401,STATUS", "404,STATUS", "429,STATUS", "500,STATUS", "503,STATUS",
      "301,REDIRECT", "302,REDIRECT", "304,REDIRECT", "307,REDIRECT", "308,REDIRECT"})
  void status_other_isAFailure(int status, Failure failure) {
    app.answers(Site.status(status));

    assertThat(send()).isEqualTo(new Failed(failure));
  }

  @Test
  void status_410_isGone() {
    app.answers(Site.status(410));

    assertThat(send()).isEqualTo(new Gone());
  }

  @Test
  void status_withRetryAfter_saysWhen() {
    app.answers(Site.status(429, "Retry-After: 30"));

    assertThat(send()).isEqualTo(new Failed(Failure.STATUS, Duration.ofSeconds(30)));
  }

  @Test
  void app_closes_isAFailure() {
    app.answers((_, to) -> to.write("HTTP/1.1 2".getBytes(StandardCharsets.UTF_8)));

    assertThat(send()).isEqualTo(new Failed(Failure.UNREACHABLE));
  }

  @Test
  void app_isNotThere_isAFailure() {
    app.close();

    assertThat(send()).isEqualTo(new Failed(Failure.UNREACHABLE));
  }

  @Test
  void app_isInside_isNotAsked() {
    var strict = Poster.open(Names.system(), AddressGuard.strict());
    try {
      assertThat(send(strict, app.url())).isEqualTo(new Failed(Failure.FORBIDDEN));
      assertThat(send(strict, app.url().replace("http:", "https:")))
          .isEqualTo(new Failed(Failure.FORBIDDEN));
      assertThat(app.connections()).isZero();
    } finally {
      strict.close();
    }
  }

  @Test
  void owner_isToldInAnotherType() {
    var line = new Line(new AccountId("ann"), Line.OWNER, STREAM);
    new WebhookNotifications(poster, () -> NOW, app.url(), SECRET)
        .notify(new Batch(line, BATCH.said()))
        .block();

    assertThat(Receiver.trusts(app.asked().getFirst(), SECRET, NOW)).isTrue();
    assertThat(Receiver.read(app.asked().getFirst()).path("type").asText())
        .isEqualTo("transcript.recent");
  }

  private Outcome send() {
    return send(poster, app.url());
  }

  private static Outcome send(Poster by, String url) {
    return Objects.requireNonNull(new WebhookSender(by, () -> NOW)
        .send(new Hook("notes", url, SECRET), BATCH)
        .block(Duration.ofSeconds(20)));
  }
}

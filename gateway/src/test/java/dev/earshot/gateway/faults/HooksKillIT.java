package dev.earshot.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.CrashingGateway.Point;
import dev.earshot.gateway.hook.Receiver;
import dev.earshot.gateway.outgoing.Site;
import dev.earshot.gateway.wire.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A gateway is killed while somebody speaks: what the app was not told yet it is told after the restart, and what
/// it may have heard already comes under the id that it had.
@Timeout(120)
class HooksKillIT {
  private static final String KEY = "key-s3cret";
  private static final String SECRET = "whsec-0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Path disk;
  private final Site app = Site.open();
  private final Map<String, String> settings;

  HooksKillIT(@TempDir Path dir) throws IOException {
    disk = dir.resolve("disk");
    var hooks = dir.resolve("hooks.json");
    Files.writeString(hooks, """
        {"ann": {"apps": [{"app": "notes", "url": "%s", "secret": "%s"}]}}"""
        .formatted(app.url(), SECRET));
    settings = Map.of("EARSHOT_KEYS", "ann:" + KEY, "EARSHOT_HOOKS", "on", "EARSHOT_HOOKS_INSIDE",
        "on", "EARSHOT_HOOKS_FILE", hooks.toString());
  }

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void kill_whileTheAppIsDown_isToldAfterTheRestartUnderTheSameId() {
    app.answers(Site.status(500));
    try (var dying = GatewayChild.start(disk, settings, Point.NOWHERE);
        var speaker = Speaker.at(dying.port(), KEY)) {
      speaker.on(Duration.ofSeconds(11)); // two finals
      Until.holds(() -> app.asked().size() >= 2, PATIENCE);
      dying.kill();
    }
    var refused = List.copyOf(app.asked());
    app.answers(Site.status(200));
    try (var _ = GatewayChild.start(disk, settings, Point.NOWHERE)) {
      Until.holds(() -> numbers(app.asked().subList(refused.size(), app.asked().size()))
          .contains(1L), PATIENCE);
    }

    var taken = app.asked().subList(refused.size(), app.asked().size());
    assertThat(numbers(taken)).containsExactlyElementsOf(LongStream.range(0, 2).boxed().toList());
    assertThat(taken.getFirst().header("Earshot-Event-Id"))
        .isEqualTo(refused.getFirst().header("Earshot-Event-Id"));
    assertThat(taken.getFirst().body()).isEqualTo(refused.getFirst().body());
    assertThat(taken).allMatch(asked -> Receiver.trusts(asked, SECRET, Instant.now()));
  }

  /// The app has heard it and its answer never came: the same comes again, so that it can tell.
  @Test
  void kill_beforeTheAnswer_comesAgainUnderTheSameId() {
    app.answers((_, _) -> Until.holds(() -> app.asked().size() > 1, PATIENCE)); // too late for the first
    try (var dying = GatewayChild.start(disk, settings, Point.NOWHERE);
        var speaker = Speaker.at(dying.port(), KEY)) {
      speaker.on(Duration.ofSeconds(6));
      Until.holds(() -> !app.asked().isEmpty(), PATIENCE);
      dying.kill();
    }
    app.answers(Site.status(204));
    try (var _ = GatewayChild.start(disk, settings, Point.NOWHERE)) {
      Until.holds(() -> app.asked().size() >= 2, PATIENCE);
    }

    assertThat(app.asked()).hasSize(2)
        .extracting(asked -> asked.header("Earshot-Event-Id"))
        .containsOnly(app.asked().getFirst().header("Earshot-Event-Id"));
  }

  private static List<Long> numbers(List<Site.Asked> asked) {
    return asked.stream()
        .flatMap(one -> Receiver.read(one).path("segments").findValues("number").stream())
        .map(number -> number.asLong())
        .toList();
  }
}

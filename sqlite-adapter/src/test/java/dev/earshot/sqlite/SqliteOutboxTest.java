package dev.earshot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.integration.Batch;
import dev.earshot.core.integration.Entry;
import dev.earshot.core.integration.Line;
import dev.earshot.core.integration.Outbox;
import dev.earshot.core.integration.Said;
import dev.earshot.testkit.OutboxContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteOutboxTest implements OutboxContract {
  private static final StreamId STREAM = new StreamId(new UUID(7, 7));
  private static final Line LINE = new Line(new AccountId("ann"), "notes", STREAM);

  private final Path file;
  private SqliteOutbox outbox;

  SqliteOutboxTest(@TempDir Path dir) {
    file = dir.resolve("outbox.db");
    outbox = SqliteOutbox.open(file, BOUNDS);
  }

  @AfterEach
  void close() {
    outbox.close();
  }

  @Override
  public Outbox outbox() {
    return outbox;
  }

  @Test
  void open_again_cutsAsBefore() {
    keep("one", "two");
    var cut = next(1);
    outbox.close();
    outbox = SqliteOutbox.open(file, BOUNDS);
    keep("one", "two", "three");

    assertThat(next(20)).isEqualTo(cut);
    assertThat(Objects.requireNonNull(outbox.held().block()).entries()).isEqualTo(3);
  }

  @Test
  void files_ofWords_areTheirOwnersAlone() throws IOException {
    keep("one");

    for (var path : files()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
    }
    assertThat(files()).hasSize(3); // with the log and what its readers share
  }

  @Test
  void remove_delivered_isGoneFromTheDiskAfterTheNextPrune() throws IOException {
    keep("xylophone");
    assertThat(onDisk()).contains("xylophone");
    outbox.remove(next(20)).block();
    outbox.prune(Instant.EPOCH).block();

    assertThat(onDisk()).doesNotContain("xylophone");
  }

  private void keep(String... words) {
    for (var i = 0; i < words.length; i++) {
      outbox.append(List.of(new Entry("notes",
          new Said(LINE.account(), STREAM, i, 0, i, i + 1, words[i], NOON)))).block();
    }
  }

  private Batch next(int most) {
    return Objects.requireNonNull(outbox.next(LINE, most).block());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(Objects.requireNonNull(file.getParent()))) {
      return all.toList();
    }
  }

  private String onDisk() throws IOException {
    var all = new StringBuilder();
    for (var path : files()) {
      all.append(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }
}

package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamSpec.Recognition;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.gateway.admission.StreamsPerAccount;
import dev.earshot.gateway.console.Console;
import dev.earshot.gateway.dialect.ClientEvent;
import dev.earshot.gateway.dialect.Dialect;
import dev.earshot.gateway.dialect.Entrance;
import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.dialect.Wish;
import dev.earshot.gateway.dialect.Wish.Credential;
import dev.earshot.gateway.loop.Loops;
import dev.earshot.gateway.ops.Meters;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.MemoryBooks;
import dev.earshot.gateway.wire.Room;
import dev.earshot.gateway.wire.Until;
import dev.earshot.gateway.wire.WireClient;
import dev.earshot.testkit.MemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;

/// A client that does not read while a talkative recogniser speaks to it: 100,000 messages of 64 KiB.
@Timeout(30)
@ExtendWith(CleanLog.class)
class SlowReaderTest {
  private static final int MESSAGES = 100_000;
  private static final String LONG = "x".repeat(64 * 1_024);

  private final AtomicInteger written = new AtomicInteger();
  private final Meters meters = new Meters();
  private final Loops loops = Loops.of(1);

  @AfterEach
  void close() {
    loops.close();
  }

  @Test
  void unread_words_endTheStreamAsSlow() throws IOException {
    try (var server = serve();
        var _ = WireClient.connect(server.port(), 4_096)
            .upgrade("/talk", "key")) {
      Until.holds(() -> meters.total("earshot.streams.ended") == 1);
    }

    assertThat(meters.scrape()).contains("earshot_streams_ended_total{reason=\"slow_reader\"} 1.0");
  }

  @Test
  void unread_words_areNotGathered() throws IOException {
    try (var server = serve();
        var _ = WireClient.connect(server.port(), 4_096)
            .upgrade("/talk", "key")) {
      Until.holds(() -> meters.total("earshot.streams.ended") == 1);
    }

    assertThat(written).hasValueLessThan(200); // what the kernel takes, 64 KiB of ours and one more
  }

  private SocketServer serve() throws IOException {
    var account = new AccountId("ann");
    var store = new MemoryStore();
    store.accounts().admit(account, "key").block();
    store.accounts().grant(account, MonthlyGrant.unlimited()).block();
    var clock = InstantSource.system();
    var transcription = MemoryBooks.transcription(new Talker(), store, clock);
    var desk = new StreamDesk(new Console(), List.of(new TalkEntrance()), List.of(),
        Room.forAll(), Room.gate(store), new StreamsPerAccount(10), Room.credit(store, clock),
        transcription,
        () -> new StreamId(new UUID(1, 2)), new OpenStreams(meters), meters);
    return SocketServer.streams(loops, "127.0.0.1", 0, desk, SocketLimits.DEFAULT.idleAfter(
        Duration.ofSeconds(60), Duration.ofMillis(200)), Room.drain(desk));
  }

  private static final class Talker implements Recogniser {
    @Override
    public Capabilities capabilities() {
      return new Capabilities("talker", Set.of(), true, true, Duration.ofSeconds(1), 1);
    }

    @Override
    public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
      return Flux.range(0, MESSAGES)
          .<TranscriptEvent>map(n -> new Partial(0, 0, n, ""))
          .takeUntilOther(sound.then());
    }
  }

  private final class TalkEntrance implements Entrance {
    @Override
    public Set<String> paths() {
      return Set.of("/talk");
    }

    @Override
    public Wish open(Request request) {
      return new Wish(AudioFormat.pcm16(16_000), 1, "en", Recognition.OURS,
          new Credential.Shown("key"), _ -> new TalkDialect());
    }
  }

  private final class TalkDialect implements Dialect {
    @Override
    public ClientEvent read(String text) {
      return new ClientEvent.StillHere();
    }

    @Override
    public List<String> write(StreamEvent event) {
      written.incrementAndGet();
      return List.of(LONG);
    }

    @Override
    public List<String> skipped(ClientEvent.Unusable message, long skipped) {
      return List.of();
    }

    @Override
    public List<String> keyLookedUp(boolean known) {
      return List.of();
    }

    @Override
    public Optional<String> heartbeat() {
      return Optional.empty();
    }
  }
}

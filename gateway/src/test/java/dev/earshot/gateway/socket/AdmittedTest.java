package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Load;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.scripted.ScriptedRecogniser;
import dev.earshot.gateway.admission.Admission;
import dev.earshot.gateway.admission.StreamsPerAccount;
import dev.earshot.gateway.config.GatewayConfig.FirstKey;
import dev.earshot.gateway.console.Console;
import dev.earshot.gateway.dialect.device.DeviceEntrance;
import dev.earshot.gateway.loop.Loops;
import dev.earshot.gateway.ops.Memory;
import dev.earshot.gateway.ops.Meters;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.MemoryBooks;
import dev.earshot.gateway.wire.Room;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import dev.earshot.gateway.wire.WireClient;
import dev.earshot.testkit.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.scheduler.Schedulers;

/// Who finds room, who is told that there is none, and when there is again.
@Timeout(30)
@ExtendWith(CleanLog.class)
class AdmittedTest {
  private static final String OTHER_KEY = "other-" + CleanLog.SECRET;
  private static final Frame FULL = new Frame.Close(1_013,
      "too many streams of this account, try again later");

  private final AtomicReference<Load> load = new AtomicReference<>(new Load(6, 6, 0));
  private final Meters meters = new Meters();
  private final Loops loops = Loops.of(1);

  @AfterEach
  void close() {
    loops.close();
  }

  @Test
  void house_isFull_answers503BeforeTheUpgrade() throws IOException {
    try (var server = server(); var client = WireClient.connect(server.port())) {
      var answer = client.request(WireClient.handshake(TestHouse.LISTEN, "key"));

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.headers()).containsEntry("retry-after", "5")
          .containsEntry("content-type", "application/json");
      assertThat(answer.body()).isEqualTo("{\"error\":\"busy\",\"message\":"
          + "\"recogniser: 6 speak (expected: < 6)\",\"problems\":[]}");
      assertThat(client.read()).isEqualTo(new Frame.End());
    }
    assertThat(meters.scrape()).contains("earshot_upgrades_refused_total{status=\"503\"} 1.0");
    assertThat(meters.total("earshot.streams.ended")).isZero();
    assertThat(meters.openStreams()).isZero();
  }

  @Test
  void house_isFull_stillShowsItsPage() throws IOException {
    try (var server = server(); var client = WireClient.connect(server.port())) {
      assertThat(client.request("GET / HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(200);
    }
  }

  @Test
  void house_hasRoomAgain_letsIn() throws IOException {
    try (var server = server()) {
      load.set(new Load(5, 6, 0));
      try (var client = WireClient.connect(server.port()).upgrade(TestHouse.LISTEN, "key")) {
        assertThat(client.seconds(1, TestHouse.RATE).finish().readAll().words()).isEqualTo("w0");
      }
    }
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        ending("finish", client -> client.finish().readAll()),
        ending("close", client -> client.close(1_000).readAll()),
        ending("reset", WireClient::reset),
        ending("hang up", client -> client.hangUp().readAll()),
        ending("breach", client -> client.send(0x83, new byte[4]).readAll()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endings")
  void place_streamIsOver_isGivenBack(String name, Consumer<WireClient> end, @TempDir Path data) {
    try (var house = twoPlaces(data);
        var first = stream(house, TestHouse.KEY).ready();
        var second = stream(house, TestHouse.KEY).ready()) {
      assertThat(refused(house)).as(name).isEqualTo(FULL);
      end.accept(second);
      Until.holds(() -> house.openStreams() == 1);

      try (var third = stream(house, TestHouse.KEY).ready()) {
        assertThat(refused(house)).isEqualTo(FULL);
        assertThat(third.seconds(1, TestHouse.RATE).finish().readAll().words()).isEqualTo("w0");
      }
      assertThat(first.seconds(1, TestHouse.RATE).finish().readAll().words()).isEqualTo("w0");
    }
  }

  @Test
  void place_ofAnotherAccount_isItsOwn(@TempDir Path data) {
    try (var house = twoPlaces(data);
        var first = stream(house, TestHouse.KEY).ready();
        var second = stream(house, TestHouse.KEY).ready();
        var other = stream(house, OTHER_KEY).ready()) {
      assertThat(refused(house)).isEqualTo(FULL);

      Stream.of(first, second, other)
          .forEach(client -> assertThat(
              client.seconds(1, TestHouse.RATE).finish().readAll().words()).isEqualTo("w0"));
    }
  }

  @Test
  void place_refusedManyTimes_leavesThePlacesAsTheyWere(@TempDir Path data) {
    try (var house = twoPlaces(data)) {
      try (var first = stream(house, TestHouse.KEY).ready();
          var second = stream(house, TestHouse.KEY).ready()) {
        for (var i = 0; i < 5; i++) {
          assertThat(refused(house)).isEqualTo(FULL);
        }
        first.finish().readAll();
        second.finish().readAll();
      }
      house.awaitNoStreams();
      try (var first = stream(house, TestHouse.KEY).ready();
          var second = stream(house, TestHouse.KEY).ready()) {
        assertThat(refused(house)).isEqualTo(FULL);
        first.finish().readAll();
        second.finish().readAll();
      }
    }
  }

  @Test
  void place_ofAWrongKey_isNobodys(@TempDir Path data) {
    try (var house = twoPlaces(data)) {
      for (var i = 0; i < 3; i++) {
        try (var client = stream(house, "nobody's")) {
          client.readAll();
        }
      }
      try (var first = stream(house, TestHouse.KEY).ready();
          var second = stream(house, TestHouse.KEY).ready()) {
        assertThat(first.finish().readAll().closeCode()).isEqualTo(1_000);
        assertThat(second.finish().readAll().closeCode()).isEqualTo(1_000);
      }
    }
  }

  private static Frame refused(TestHouse house) {
    try (var client = stream(house, TestHouse.KEY)) {
      return client.readAll().frames().getLast();
    }
  }

  private static WireClient stream(TestHouse house, String key) {
    return WireClient.connect(house.port()).upgrade(TestHouse.LISTEN, key);
  }

  private static TestHouse twoPlaces(Path data) {
    return TestHouse.open(data, SocketLimits.DEFAULT,
        List.of(new FirstKey(TestHouse.ACCOUNT, TestHouse.KEY, MonthlyGrant.unlimited()),
            new FirstKey(new AccountId("bob"), OTHER_KEY, MonthlyGrant.unlimited())),
        2);
  }

  private SocketServer server() throws IOException {
    var clock = InstantSource.system();
    var store = new MemoryStore();
    store.accounts().admit(TestHouse.ACCOUNT, "key").block();
    store.accounts().grant(TestHouse.ACCOUNT, MonthlyGrant.unlimited()).block();
    var recogniser = new ScriptedRecogniser(Script.FLAWLESS, Schedulers.parallel());
    var transcription = MemoryBooks.transcription(recogniser, store, clock);
    var admission = new Admission(load::get, () -> 0, () -> new Memory(0, 0),
        Admission.Limits.DEFAULT);
    var desk = new StreamDesk(new Console(),
        List.of(DeviceEntrance.withHeader(recogniser.capabilities(), clock)), List.of(),
        admission, Room.gate(store), new StreamsPerAccount(1), Room.credit(store, clock),
        transcription,
        () -> new StreamId(new UUID(1, 2)), new OpenStreams(meters), meters);
    return SocketServer.streams(loops, "127.0.0.1", 0, desk, SocketLimits.DEFAULT,
        Room.drain(desk));
  }

  private static Arguments ending(String name, Consumer<WireClient> end) {
    return Arguments.of(name, end);
  }
}

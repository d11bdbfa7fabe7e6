package dev.earshot.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.Plans;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.stream.EndReason;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.gateway.admin.AdminDesk;
import dev.earshot.gateway.admin.AdminKey;
import dev.earshot.gateway.dialect.Spoken;
import dev.earshot.gateway.engine.EngineDouble;
import dev.earshot.gateway.loop.Loops;
import dev.earshot.gateway.socket.SocketServer;
import dev.earshot.gateway.wire.Answer;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.WireClient;
import dev.earshot.testkit.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
@ExtendWith(CleanLog.class)
class OpsPagesTest {
  private final Health health = new Health();
  private final Meters meters = new Meters();
  private final Loops loops = Loops.of(1);
  @SuppressWarnings("NullAway.Init")
  private SocketServer server;

  @BeforeEach
  void open(@TempDir Path data) throws IOException {
    var store = new MemoryStore();
    var signals = new InProcessSignals();
    var clock = InstantSource.system();
    server = SocketServer.plain(loops, "127.0.0.1", 0,
        new OpsPages(health, meters,
            AdminDesk.pages(AdminKey.of(data, new Random(1)), store, signals,
                new InProcessCounter(signals, clock), store.allowances(), new EngineDouble(),
                Plans.none(), clock)));
  }

  @AfterEach
  void close() {
    server.close();
    loops.close();
  }

  @Test
  void livez_always_answers200() {
    assertThat(get("/livez").status()).isEqualTo(200);
  }

  @Test
  void readyz_starting_saysWhatItWaitsFor() {
    assertThat(get("/readyz")).extracting(Answer::status, Answer::body)
        .containsExactly(503, "not ready: start\n");
  }

  @Test
  void readyz_ready_answers200() {
    health.ready();

    assertThat(get("/readyz").status()).isEqualTo(200);
  }

  @Test
  void admin_withoutTheKey_answers401() {
    assertThat(get("/admin/credits/ann").status()).isEqualTo(401);
  }

  @Test
  void readyz_goingDown_staysSo() {
    health.unready("going down");
    health.ready();

    assertThat(get("/readyz").body()).isEqualTo("not ready: going down\n");
  }

  @Test
  void metrics_ofAStreamThatEnded_nameTheReason() {
    meters.streamOpened(Spoken.DEVICE);
    meters.streamEnded(Spoken.DEVICE, EndReason.IDLE);

    assertThat(get("/metrics").body()).contains("earshot_streams_ended_total{reason=\"idle\"} 1.0");
  }

  @Test
  void metrics_ofStreams_tellHowManyAreOpen() {
    meters.streamOpened(Spoken.DEVICE);

    assertThat(get("/metrics").body()).contains("earshot_streams_open 1.0");
  }

  @Test
  void path_unknown_answers404() {
    assertThat(get("/").status()).isEqualTo(404);
  }

  @Test
  void request_garbage_isAnsweredAndClosed() {
    try (var client = WireClient.connect(server.port())) {
      client.request("\u0016\u0003 garbage\r\n\r\n");

      assertThat(client.read()).isEqualTo(new Frame.End());
    }
  }

  @Test
  void answer_sent_closesTheConnection() {
    try (var client = WireClient.connect(server.port())) {
      client.request("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(client.read()).isEqualTo(new Frame.End());
    }
  }

  private Answer get(String path) {
    try (var client = WireClient.connect(server.port())) {
      return client.request("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }
  }
}

package dev.earshot.load.faults;

import dev.earshot.load.GatewayProcess;
import dev.earshot.load.device.Dialect;
import dev.earshot.load.device.Fleet;
import dev.earshot.load.device.Regulars;
import dev.earshot.load.device.Shape;
import dev.earshot.load.device.Target;
import dev.earshot.load.device.WordClock;
import dev.earshot.load.faults.Balancer.Ports;
import dev.earshot.testkit.FirestoreEmulator;
import dev.earshot.testkit.RedisServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything that is there in earnest, each in a process of its own: a Redis, a Firestore behind a network
/// that can fail, recognisers, two gateways with their disks, and a balancer in front of them.
final class Stage implements AutoCloseable {
  private static final String PROJECT = "faults";
  private static final int GATEWAYS = 2;
  private static final int RECOGNISERS = 2;
  /// The setting that says where recognisers are; without it the stage starts its own.
  static final String RECOGNISER = "EARSHOT_DEEPGRAM_URL";
  private static final int FRAME_MS = 100;
  /// Enough for any run.
  private static final String MINUTES = "1000000";

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final RedisServer redis;
  private final FaultyNetwork toFirestore;
  private final List<SentinelRecogniser> recognisers = new ArrayList<>();
  private final List<Instance> gateways = new ArrayList<>();
  private final Balancer balancer;
  private final Fleet fleet;
  private final Books books;

  /// @param folder for disks and logs, which exists
  /// @param settings of the gateways, beside those that put the stage together
  private Stage(Path folder, Map<String, String> settings)
      throws IOException, InterruptedException {
    try {
      for (var i = 0; i < RECOGNISERS && !settings.containsKey(RECOGNISER); i++) {
        recognisers.add(opened(SentinelRecogniser.start(RedisServer.freePort(),
            folder.resolve("recogniser-" + i + ".log"))));
      }
      redis = opened(RedisServer.open());
      var firestore = opened(FirestoreEmulator.open());
      toFirestore = opened(FaultyNetwork.to(address(firestore.hostAndPort())));
      books = opened(new Books(PROJECT, firestore.hostAndPort()));
      var http = opened(HttpClient.newHttpClient());
      for (var i = 0; i < GATEWAYS; i++) {
        gateways.add(opened(new Instance(new Ports(RedisServer.freePort(), RedisServer.freePort()),
            folder.resolve("gateway-" + i), settings(settings), http)));
      }
      balancer = opened(Balancer.start(RedisServer.freePort(),
          gateways.stream().map(Instance::ports).toList(), folder));
      for (var gateway : gateways) {
        gateway.start();
      }
      fleet = opened(Fleet.open(1));
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Puts all of it together, and waits until it is ready; where a part cannot be had, the others are ended.
  static Stage open(Path folder, Map<String, String> settings)
      throws IOException, InterruptedException {
    return new Stage(folder, settings);
  }

  RedisServer redis() {
    return redis;
  }

  FaultyNetwork toFirestore() {
    return toFirestore;
  }

  Balancer balancer() {
    return balancer;
  }

  /// The first of two.
  SentinelRecogniser recogniser() {
    return recognisers.getFirst();
  }

  List<Instance> gateways() {
    return gateways;
  }

  Books books() {
    return books;
  }

  /// Devices of all dialects, of which none has called yet.
  Regulars devices() {
    return Regulars.of(fleet, Stream.of(Dialect.values())
        .map(dialect -> new Target(balancer.uri(), dialect, GatewayProcess.KEY))
        .toList(), Shape.pcm(FRAME_MS), WordClock.EARSHOT);
  }

  /// Whether all gateways take streams, and all that they counted is written down.
  boolean isWell() throws InterruptedException {
    for (var gateway : gateways) {
      if (!gateway.isWell()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        throw new IllegalStateException("stage: does not close", e);
      }
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  private Map<String, String> settings(Map<String, String> more) {
    var all = new HashMap<>(Map.of("EARSHOT_ENGINES", "deepgram", "EARSHOT_DEEPGRAM_KEY",
        SentinelRecogniser.KEY, RECOGNISER,
        recognisers.stream().map(one -> one.uri().toString()).collect(Collectors.joining(",")),
        "EARSHOT_ACCOUNT_STREAMS", "100000", "EARSHOT_ACCOUNT_HANDSHAKES", "1000000",
        "EARSHOT_KEYS", GatewayProcess.ACCOUNT + ":" + GatewayProcess.KEY + ":" + MINUTES,
        "EARSHOT_TICK", "1s"));
    all.putAll(Map.of("EARSHOT_STORE", "firestore", "GOOGLE_CLOUD_PROJECT", PROJECT,
        "FIRESTORE_EMULATOR_HOST", "127.0.0.1:" + toFirestore.port(), "EARSHOT_SIGNALS", "redis",
        "EARSHOT_REDIS_URL", redis.url()));
    all.putAll(more);
    return all;
  }

  private static InetSocketAddress address(String hostAndPort) {
    var colon = hostAndPort.lastIndexOf(':');
    return new InetSocketAddress(hostAndPort.substring(0, colon),
        Integer.parseInt(hostAndPort.substring(colon + 1)));
  }
}

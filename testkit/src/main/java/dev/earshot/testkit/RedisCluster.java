package dev.earshot.testkit;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/// Three masters that share all slots, without replicas.
public final class RedisCluster implements AutoCloseable {
  private static final int NODES = 3;
  private static final int SLOTS = 16_384;
  private static final Duration READY = Duration.ofSeconds(30);
  private static final Duration ASK_AGAIN = Duration.ofMillis(50);

  private final List<RedisServer> nodes;

  private RedisCluster(List<RedisServer> nodes) {
    this.nodes = nodes;
  }

  /// Starts them; answers when all agree that the cluster is whole.
  public static RedisCluster open() {
    var cluster = new RedisCluster(Stream.generate(RedisServer::openNode).limit(NODES).toList());
    cluster.join();
    return cluster;
  }

  /// `redis-cluster://127.0.0.1:port,127.0.0.1:port,...`.
  public String url() {
    return nodes.stream()
        .map(node -> "127.0.0.1:" + node.port())
        .collect(Collectors.joining(",", "redis-cluster://", ""));
  }

  /// The masters.
  public List<RedisServer> nodes() {
    return nodes;
  }

  @Override
  public void close() {
    nodes.forEach(RedisServer::close);
  }

  private void join() {
    for (var i = 0; i < NODES; i++) {
      nodes.get(i)
          .ask("CLUSTER", "ADDSLOTSRANGE", Integer.toString(SLOTS * i / NODES),
              Integer.toString(SLOTS * (i + 1) / NODES - 1));
      nodes.get(i).ask("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
      if (i > 0) {
        nodes.getFirst()
            .ask("CLUSTER", "MEET", "127.0.0.1", Integer.toString(nodes.get(i).port()),
                Integer.toString(nodes.get(i).busPort()));
      }
    }
    Mono.fromRunnable(() -> {
      if (!nodes.stream().allMatch(RedisCluster::isWhole)) {
        throw new IllegalStateException("cluster: not whole yet");
      }
    })
        .subscribeOn(Schedulers.boundedElastic())
        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, ASK_AGAIN))
        .block(READY);
  }

  private static boolean isWhole(RedisServer node) {
    var info = node.ask("CLUSTER", "INFO");
    return info.contains("cluster_state:ok") && info.contains("cluster_size:" + NODES)
        && info.contains("cluster_known_nodes:" + NODES);
  }
}

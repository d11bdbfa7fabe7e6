package dev.earshot.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Makes connections to an address, all of one kind, with every bound that the client leaves open:
/// its queue, its deadlines, what it does while there is no connection.
///
/// The client's own reconnecting is on for a cluster's commands only, whose nodes come and go beneath one
/// connection; what it sends again there may be sent twice.
final class Dialler {
  private static final int WAITING = 10_000;
  private static final Duration TOPOLOGY = Duration.ofSeconds(30);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

  /// Connections of one client, and its end.
  interface Line {
    CompletionStage<? extends StatefulConnection<String, String>> commands();

    CompletionStage<? extends StatefulRedisPubSubConnection<String, String>> news();

    CompletableFuture<Void> close();
  }

  private final RedisAddress address;
  private final RedisTimes times;
  private final ClientResources resources;

  Dialler(RedisAddress address, RedisTimes times) {
    this.address = address;
    this.times = times;
    this.resources = ClientResources.builder()
        .ioThreadPoolSize(2)
        .computationThreadPoolSize(2)
        .reconnectDelay(() -> Delay.fullJitter(Duration.ofMillis(50), times.redial(), 50,
            TimeUnit.MILLISECONDS))
        .build();
  }

  /// A client of its own; connects when it is asked to.
  ///
  /// @param heals whether it makes lost connections to a cluster's nodes again
  Line line(boolean heals) {
    return address.kind() instanceof RedisAddress.Kind.Cluster ? cluster(heals) : single();
  }

  /// Lets go of all threads. Waits for it.
  void close() {
    Future<Boolean> gone = resources.shutdown(0, 2, TimeUnit.SECONDS);
    try {
      gone.get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // its threads are daemons, and nothing is left for them to do
    }
  }

  private Line single() {
    var client = RedisClient.create(resources);
    client.setOptions(options(ClientOptions.builder().autoReconnect(false)).build());
    var uri = RedisUris.one(address, times);
    return new Line() {
      @Override
      public CompletionStage<? extends StatefulConnection<String, String>> commands() {
        return client.connectAsync(StringCodec.UTF8, uri);
      }

      @Override
      public CompletionStage<? extends StatefulRedisPubSubConnection<String, String>> news() {
        return client.connectPubSubAsync(StringCodec.UTF8, uri);
      }

      @Override
      public CompletableFuture<Void> close() {
        return client.shutdownAsync(0, 2, TimeUnit.SECONDS);
      }
    };
  }

  private Line cluster(boolean heals) {
    var client = RedisClusterClient.create(resources, RedisUris.nodes(address, times));
    client.setOptions((ClusterClientOptions) options(ClusterClientOptions.builder()
        .autoReconnect(heals)
        .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
            .enablePeriodicRefresh(TOPOLOGY)
            .adaptiveRefreshTriggersTimeout(Duration.ofSeconds(1))
            .build()))
        .build());
    return new Line() {
      @Override
      public CompletionStage<? extends StatefulConnection<String, String>> commands() {
        return client.refreshPartitionsAsync()
            .thenCompose(_ -> client.connectAsync(StringCodec.UTF8));
      }

      @Override
      public CompletionStage<? extends StatefulRedisPubSubConnection<String, String>> news() {
        return client.refreshPartitionsAsync()
            .thenCompose(_ -> client.connectPubSubAsync(StringCodec.UTF8));
      }

      @Override
      public CompletableFuture<Void> close() {
        return client.shutdownAsync(0, 2, TimeUnit.SECONDS);
      }
    };
  }

  private ClientOptions.Builder options(ClientOptions.Builder options) {
    var ssl = SslOptions.builder().jdkSslProvider().handshakeTimeout(times.connect());
    address.ca().ifPresent(ca -> ssl.trustManager(ca.toFile()));
    return options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(WAITING)
        .timeoutOptions(TimeoutOptions.enabled(times.command()))
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .socketOptions(SocketOptions.builder()
            .connectTimeout(times.connect())
            .keepAlive(KeepAliveOptions.builder()
                .enable()
                .idle(KEEP_ALIVE)
                .interval(KEEP_ALIVE)
                .count(3)
                .build())
            .build())
        .sslOptions(ssl.build());
  }
}

package dev.earshot.firestore;

import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.FirestoreOptions;
import dev.earshot.firestore.StoreException.Lost;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The client, made when it is first needed: making it takes seconds and may ask the network for
/// credentials, which is nothing to open a store with.
final class Connection implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration LAST_WORD = Duration.ofSeconds(10);

  private final StoreSettings settings;
  private @Nullable Firestore client;

  Connection(StoreSettings settings) {
    this.settings = settings;
  }

  /// Takes seconds the first time, so not on an event loop. Where it fails it is tried anew.
  synchronized Firestore client() {
    if (client == null) {
      client = options().getService();
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (client == null) {
      return;
    }
    try {
      client.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new Lost("does not close", e);
    }
  }

  /// Each call is sent once: a commit that the client repeats by itself could land twice, and all of
  /// its patience would come on top of our deadline. With one attempt the deadline goes to gRPC, so a
  /// server that hangs does not keep the call.
  private FirestoreOptions options() {
    var once = RetrySettings.newBuilder()
        .setMaxAttempts(1)
        .setInitialRpcTimeoutDuration(settings.deadline())
        .setMaxRpcTimeoutDuration(settings.deadline())
        .setTotalTimeoutDuration(settings.deadline())
        .build();
    var options = FirestoreOptions.newBuilder()
        .setProjectId(settings.projectId())
        .setChannelProvider(channel())
        .setRetrySettings(once);
    settings.emulatorHost().ifPresent(options::setEmulatorHost);
    return options.build();
  }

  /// The service's channel; an emulator's is made by the client. A connection whose other end is gone
  /// without a word would else be believed until TCP gives up, a quarter of an hour later.
  static InstantiatingGrpcChannelProvider channel() {
    return FirestoreOptions.getDefaultTransportChannelProviderBuilder()
        .setKeepAliveTimeDuration(SILENCE)
        .setKeepAliveTimeoutDuration(LAST_WORD)
        .build();
  }
}

package dev.earshot.core.invalidation;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/// The bus of a gateway that is alone. Who publishes runs all callbacks; buses beside each other share one
/// channel, as instances do.
public final class InProcessBus implements InvalidationBus {
  private final KeyListeners listeners = new KeyListeners();
  private final Set<InProcessBus> channel;

  private InProcessBus(Set<InProcessBus> channel) {
    this.channel = channel;
  }

  /// With a channel of its own.
  public InProcessBus() {
    this(ConcurrentHashMap.newKeySet());
  }

  /// Another one, on the same channel.
  public InProcessBus beside() {
    return new InProcessBus(channel);
  }

  @Override
  public Mono<Void> publish(Collection<String> keys) {
    return listeners.counted(Mono.fromRunnable(() -> {
      var said = List.copyOf(keys);
      said.forEach(KeyListeners::checked);
      channel.forEach(bus -> bus.listeners.tell(said));
    }));
  }

  @Override
  public Disposable register(String pattern, Consumer<String> callback) {
    return listeners.register(pattern, callback);
  }

  @Override
  public Disposable onGap(Runnable callback) {
    return listeners.onGap(callback);
  }

  @Override
  public void start() {
    if (channel.add(this)) {
      listeners.tellGap(); // whatever was said before
    }
  }

  @Override
  public void stop() {
    channel.remove(this);
  }

  @Override
  public BusStatistics statistics() {
    return listeners.statistics();
  }
}

package dev.earshot.gateway.ops;

import java.util.concurrent.atomic.AtomicReference;

/// Whether new streams are welcome, and if not, why. Safe for use by several threads.
public final class Health {
  private final AtomicReference<String> waitingFor = new AtomicReference<>("start");

  public boolean isReady() {
    return waitingFor.get().isEmpty();
  }

  /// One phrase, or nothing when it is ready.
  public String waitingFor() {
    return waitingFor.get();
  }

  public void ready() {
    waitingFor.compareAndSet("start", "");
  }

  /// Not ready from now on, for ever: it goes down or cannot work.
  public void unready(String why) {
    waitingFor.set(why);
  }
}

package dev.earshot.gateway;

import dev.earshot.gateway.admin.DrainRequests;
import dev.earshot.gateway.ops.Health;
import dev.earshot.gateway.socket.Drain;

/// An operator's order to send all streams elsewhere: the same as SIGTERM, but that the process stays.
record Leaving(Health health, Drain drain) implements DrainRequests.Desk {
  @Override
  public void begin() {
    health.unready("draining");
    drain.begin();
  }

  @Override
  public boolean isBegun() {
    return drain.isBegun();
  }

  @Override
  public int left() {
    return drain.left();
  }
}

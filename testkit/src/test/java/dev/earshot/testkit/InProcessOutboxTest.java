package dev.earshot.testkit;

import dev.earshot.core.integration.InProcessOutbox;
import dev.earshot.core.integration.Outbox;

class InProcessOutboxTest implements OutboxContract {
  private final Outbox outbox = new InProcessOutbox(BOUNDS);

  @Override
  public Outbox outbox() {
    return outbox;
  }
}

package dev.earshot.gateway.hook;

import dev.earshot.core.account.KeyHash;
import dev.earshot.core.integration.Batch;
import dev.earshot.core.integration.Notifications;
import dev.earshot.core.integration.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Notifies nobody but the log, of whom and how many: neither a name nor a word is in it.
public final class LogNotifications implements Notifications {
  private static final Logger LOG = LoggerFactory.getLogger(LogNotifications.class);

  @Override
  public Mono<Outcome> notify(Batch batch) {
    return Mono.fromSupplier(() -> {
      LOG.info("notify: account:{}, {} finals",
          KeyHash.of(batch.line().account().value()).id(), batch.said().size());
      return new Outcome.Delivered();
    });
  }
}

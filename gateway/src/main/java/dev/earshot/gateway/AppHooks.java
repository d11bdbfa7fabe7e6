package dev.earshot.gateway;

import dev.earshot.core.app.App;
import dev.earshot.core.app.AppShelf;
import dev.earshot.core.app.ExternalIntegration.Trigger;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.integration.Hook;
import dev.earshot.core.integration.Hooks;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// The hooks of the apps that an account has enabled and that want each piece of a transcript.
///
/// @param secrets makes of an app's id what signs for it
record AppHooks(AppShelf shelf, UnaryOperator<String> secrets) implements Hooks {
  private static final Logger LOG = LoggerFactory.getLogger(AppHooks.class);

  @Override
  public Mono<List<Hook>> of(AccountId account) {
    return shelf.enabledBy(account)
        .map(apps -> apps.stream().flatMap(this::hook).toList());
  }

  /// None where its address is one that nothing is sent to: the owner may have written any.
  private Stream<Hook> hook(App app) {
    var integration = app.listing().integration();
    if (integration == null || integration.triggersOn() != Trigger.TRANSCRIPT) {
      return Stream.empty();
    }
    var id = app.id().value();
    try {
      return Stream.of(new Hook(id, integration.webhookUrl(), secrets.apply(id)));
    } catch (IllegalArgumentException e) {
      LOG.debug("an app is told nothing: {}", e.getMessage());
      return Stream.empty();
    }
  }
}

package dev.earshot.gateway.hook;

import dev.earshot.core.integration.Batch;
import dev.earshot.core.integration.Hook;
import dev.earshot.core.integration.HookSender;
import dev.earshot.core.integration.Outcome;
import dev.earshot.gateway.outgoing.Poster;
import java.time.InstantSource;
import reactor.core.publisher.Mono;

/// Takes batches to apps over HTTP.
public final class WebhookSender implements HookSender {
  private final SignedPost post;

  public WebhookSender(Poster poster, InstantSource clock) {
    this.post = new SignedPost(poster, clock);
  }

  @Override
  public Mono<Outcome> send(Hook hook, Batch batch) {
    return post.post(hook.url(), hook.secret(), batch);
  }
}

package dev.earshot.gateway.hook;

import dev.earshot.core.integration.Batch;
import dev.earshot.core.integration.Notifications;
import dev.earshot.core.integration.Outcome;
import dev.earshot.gateway.outgoing.Poster;
import java.time.InstantSource;
import reactor.core.publisher.Mono;

/// Notifies owners through a server of the operator's, which knows how to reach them.
public final class WebhookNotifications implements Notifications {
  private final SignedPost post;
  private final String url;
  private final String secret;

  /// @param secret that signs what is sent
  public WebhookNotifications(Poster poster, InstantSource clock, String url, String secret) {
    this.post = new SignedPost(poster, clock);
    this.url = url;
    this.secret = secret;
  }

  @Override
  public Mono<Outcome> notify(Batch batch) {
    return post.post(url, secret, batch);
  }
}

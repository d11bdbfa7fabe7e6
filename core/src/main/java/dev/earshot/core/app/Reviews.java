package dev.earshot.core.app;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// What users think of apps. All publishers are cold.
public interface Reviews {
  /// How many reviews of one app are told: the newest ones.
  int MOST_TOLD = 20;

  /// Keeps a review in place of the same user's earlier one, and counts its score in the app; false where
  /// there is no such app.
  Mono<Boolean> put(AppId app, Review review);

  /// The newest reviews of each of these apps, the newest first; those of which there is none are not in it.
  ///
  /// @param apps [AppCatalog#MOST_LISTED] at the most
  Mono<Map<AppId, List<Review>>> of(Collection<App> apps);
}

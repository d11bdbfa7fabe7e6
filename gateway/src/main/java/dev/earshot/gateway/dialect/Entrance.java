package dev.earshot.gateway.dialect;

import java.util.Set;

/// A path at which a dialect is spoken.
public interface Entrance {
  /// The paths, each as it stands in the request.
  Set<String> paths();

  /// Reads the wish of a client out of its request.
  ///
  /// @throws BadRequestException with everything that is wrong with it
  Wish open(Request request);
}

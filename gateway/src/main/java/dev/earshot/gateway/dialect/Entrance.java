package dev.earshot.gateway.dialect;

import java.util.Map;
import java.util.Set;

/// A path at which a dialect is spoken.
public interface Entrance {
  /// Where a client learns whether it is let in.
  enum Door {
    /// In the answer to its request: nobody is upgraded who is not let in.
    BEFORE_UPGRADE,
    /// On the socket, which is closed again.
    ON_THE_SOCKET
  }

  /// The paths, each as it stands in the request.
  Set<String> paths();

  /// What is spoken there.
  default Spoken spoken() {
    return Spoken.DEVICE;
  }

  /// Reads the wish of a client out of its request.
  ///
  /// @throws BadRequestException with everything that is wrong with it
  Wish open(Request request);

  default Door door() {
    return Door.ON_THE_SOCKET;
  }

  /// Headers of the answer that makes a stream of the request.
  ///
  /// @param stream the id that all its messages will carry
  default Map<String, String> greeting(String stream) {
    return Map.of();
  }

  /// How a client is told that its request does not become a stream.
  ///
  /// @param request the id that the stream would have had
  default Reply refuse(Refusal why, String request) {
    return Reply.of(why);
  }
}

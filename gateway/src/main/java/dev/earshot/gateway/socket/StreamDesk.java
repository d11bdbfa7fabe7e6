package dev.earshot.gateway.socket;

import dev.earshot.core.identity.StreamId;
import dev.earshot.core.stream.Transcription;
import dev.earshot.gateway.admission.Admission;
import dev.earshot.gateway.admission.CreditCheck;
import dev.earshot.gateway.admission.StreamsPerAccount;
import dev.earshot.gateway.console.Console;
import dev.earshot.gateway.dialect.Endpoint;
import dev.earshot.gateway.dialect.Entrance;
import dev.earshot.gateway.ops.Meters;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What a socket needs to make a stream of a connection.
///
/// @param console the page that a person opens
/// @param entrances the paths that are served to clients
/// @param endpoints the paths that answer requests without a stream
/// @param admission whether there is room for one more
/// @param gate who is let in
/// @param perAccount how many streams each of them has
/// @param credit whether an account has anything left to begin a stream with
/// @param transcription runs the streams
/// @param ids gives each stream its own id
/// @param streams those that are open
/// @param meters count what happens
public record StreamDesk(Console console, List<Entrance> entrances,
    List<Endpoint> endpoints, Admission admission, Gate gate,
    StreamsPerAccount perAccount, CreditCheck credit, Transcription transcription,
    Supplier<StreamId> ids,
    OpenStreams streams, Meters meters) {
  public StreamDesk {
    entrances = List.copyOf(entrances);
    endpoints = List.copyOf(endpoints);
  }

  /// The first of the endpoints that serves this path.
  Optional<Endpoint> endpointAt(String path) {
    for (var endpoint : endpoints) {
      if (endpoint.serves(path)) {
        return Optional.of(endpoint);
      }
    }
    return Optional.empty();
  }
}

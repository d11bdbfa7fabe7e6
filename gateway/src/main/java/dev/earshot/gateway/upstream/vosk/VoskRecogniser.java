package dev.earshot.gateway.upstream.vosk;

import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.Tariff;
import dev.earshot.gateway.upstream.Switchboard;
import dev.earshot.gateway.upstream.Upstream;
import dev.earshot.gateway.upstream.UpstreamLimits;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/// A vosk-server.
public final class VoskRecogniser {
  /// It answers each frame when it has heard it, so it says itself how fast sound may come; fifty times as fast
  /// as it is spoken is more than it hears, and keeps its replies below what we take for a flood. It has no
  /// bounds for a frame. What it understands is its model's; it says nowhere which one that is.
  public static final Capabilities CAPABILITIES = new Capabilities("vosk", Set.of(), true, true,
      new Capabilities.Feed(Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofSeconds(2),
          50, true),
      new Capabilities.Session(Duration.ZERO, ChronoUnit.FOREVER.getDuration(), 64),
      Tariff.NOTHING);

  private VoskRecogniser() {}

  /// As its source has it.
  ///
  /// @param url `ws`, `wss`, `http` or `https`; it has no path of its own
  /// @throws IllegalArgumentException where the address is none
  public static Recogniser of(Switchboard wires, URI url) {
    return of(wires, url, UpstreamLimits.USUAL);
  }

  /// With other patience.
  public static Recogniser of(Switchboard wires, URI url, UpstreamLimits limits) {
    return new Upstream(CAPABILITIES, limits, wires, new VoskVendor(url));
  }
}

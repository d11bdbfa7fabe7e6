package dev.earshot.gateway.upstream.deepgram;

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

/// Deepgram, in its cloud, self-hosted or as another Earshot.
public final class DeepgramRecogniser {
  /// As its documentation has it: 20 to 250 ms a frame, at most a quarter faster than speech, something
  /// every ten seconds at the latest, 50 streams a project. It knows more languages than can be listed here.
  public static final Capabilities CAPABILITIES = new Capabilities("deepgram", Set.of(), true, true,
      new Capabilities.Feed(Duration.ofMillis(20), Duration.ofMillis(250), Duration.ofSeconds(2),
          1.25, true),
      new Capabilities.Session(Duration.ofSeconds(4), ChronoUnit.FOREVER.getDuration(), 50),
      Tariff.SOUND);

  private DeepgramRecogniser() {}

  /// The same, of one that is sent packets of Opus as they came, or samples in their place.
  public static Capabilities capabilities(boolean opus) {
    return CAPABILITIES.withPackets(opus);
  }

  /// As Deepgram wants to be treated.
  ///
  /// @param url `ws`, `wss`, `http` or `https`; `/v1/listen` is added where it is missing
  public static Recogniser of(Switchboard wires, URI url, String key, String model) {
    return of(wires, url, key, model, CAPABILITIES, UpstreamLimits.USUAL);
  }

  /// As another place that speaks the same wants to be treated.
  ///
  /// @throws IllegalArgumentException where the address is none
  public static Recogniser of(Switchboard wires, URI url, String key, String model,
      Capabilities capabilities, UpstreamLimits limits) {
    return new Upstream(capabilities, limits, wires, new DeepgramVendor(url, key, model));
  }
}

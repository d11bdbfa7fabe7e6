package dev.earshot.gateway.upstream.openai;

import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.gateway.upstream.Switchboard;
import dev.earshot.gateway.upstream.Upstream;
import dev.earshot.gateway.upstream.UpstreamLimits;
import java.net.URI;

/// OpenAI's realtime transcription, or whatever speaks its protocol.
public final class OpenAiRecogniser {
  private OpenAiRecogniser() {}

  /// As its vendor has it.
  ///
  /// @param url `ws`, `wss`, `http` or `https`; `/v1/realtime` is added where it is missing
  /// @param key empty where none is asked for
  /// @throws IllegalArgumentException where the address is none
  public static Recogniser of(Switchboard wires, URI url, String key, String model,
      Variant variant) {
    return of(wires, url, key, model, variant, UpstreamLimits.USUAL);
  }

  /// With other patience.
  public static Recogniser of(Switchboard wires, URI url, String key, String model,
      Variant variant, UpstreamLimits limits) {
    return new Upstream(variant.capabilities(), limits, wires,
        new OpenAiVendor(url, key, model, variant));
  }
}

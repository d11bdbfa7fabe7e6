package dev.earshot.gateway.upstream.deepgram;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.gateway.upstream.Frame;
import dev.earshot.gateway.upstream.Target;
import dev.earshot.gateway.upstream.Tongue;
import dev.earshot.gateway.upstream.Vendor;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Calls `/v1/listen` of one place, with one key and one model. Everything is in the query; there is no first
/// message.
final class DeepgramVendor implements Vendor {
  private static final String PATH = "/v1/listen";

  private final URI listen;
  private final String key;
  private final String model;

  /// @param url `ws`, `wss`, `http` or `https`; the path is added where there is none
  DeepgramVendor(URI url, String key, String model) {
    this.listen = listen(Target.webSocket(url));
    this.key = key;
    this.model = model;
  }

  @Override
  public Target target(Leg leg) {
    return new Target(withQuery(listen, "model=" + encoded(model) + "&language="
        + encoded(leg.language()) + "&encoding=" + (leg.packets() ? "opus" : "linear16")
        + "&sample_rate=" + Sound.RATE_HZ // any can be decoded to it, whatever it was made of
        + "&channels=1&interim_results=true&endpointing=300&utterance_end_ms=1000&vad_events=true"),
        Map.of("Authorization", "Token " + key));
  }

  @Override
  public Tongue tongue(Leg leg) {
    return new DeepgramTongue(leg);
  }

  @Override
  public List<Frame> idle() {
    return DeepgramTongue.idle();
  }

  private static URI listen(URI base) {
    var path = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
    var whole = path.endsWith(PATH)
        ? path
        : path.endsWith("/v1") ? path + "/listen" : path + PATH;
    var query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + whole + query);
  }

  private static URI withQuery(URI place, String query) {
    var joint = place.getRawQuery() == null ? "?" : "&";
    return URI.create(place + joint + query);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

package dev.earshot.gateway.upstream.openai;

import dev.earshot.core.recogniser.Leg;
import dev.earshot.gateway.upstream.Target;
import dev.earshot.gateway.upstream.Tongue;
import dev.earshot.gateway.upstream.Vendor;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Calls `/v1/realtime` of one place, with one key and one model.
final class OpenAiVendor implements Vendor {
  private static final String PATH = "/v1/realtime";

  private final Target target;
  private final String model;
  private final Variant variant;

  /// @param url `ws`, `wss`, `http` or `https`; the path is added where there is none
  /// @param key empty where none is asked for
  OpenAiVendor(URI url, String key, String model, Variant variant) {
    this.target = new Target(withQuery(realtime(Target.webSocket(url)), query(variant, model)),
        key.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + key));
    this.model = model;
    this.variant = variant;
  }

  @Override
  public Target target(Leg leg) {
    return target;
  }

  @Override
  public Tongue tongue(Leg leg) {
    return switch (variant) {
      case OPENAI, SPEACHES -> new OpenAiTongue(leg, Setup.of(variant, model, leg.language()));
      case VLLM -> new VllmTongue(leg, model);
    };
  }

  /// OpenAI refuses a model beside the intent, speaches wants it there.
  private static String query(Variant variant, String model) {
    return switch (variant) {
      case OPENAI -> "intent=transcription";
      case SPEACHES -> "intent=transcription&model="
          + URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
      case VLLM -> "";
    };
  }

  private static URI realtime(URI base) {
    var path = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
    var whole = path.endsWith(PATH)
        ? path
        : path.endsWith("/v1") ? path + "/realtime" : path + PATH;
    var query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + whole + query);
  }

  private static URI withQuery(URI place, String query) {
    var joint = query.isEmpty() ? "" : place.getRawQuery() == null ? "?" : "&";
    return URI.create(place + joint + query);
  }
}

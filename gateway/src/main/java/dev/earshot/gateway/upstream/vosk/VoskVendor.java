package dev.earshot.gateway.upstream.vosk;

import dev.earshot.core.recogniser.Leg;
import dev.earshot.gateway.upstream.Target;
import dev.earshot.gateway.upstream.Tongue;
import dev.earshot.gateway.upstream.Vendor;
import java.net.URI;
import java.util.Map;

/// Calls one vosk-server, which asks for no key and hears in whatever language its model has.
final class VoskVendor implements Vendor {
  private final Target target;

  VoskVendor(URI url) {
    this.target = new Target(Target.webSocket(url), Map.of());
  }

  @Override
  public Target target(Leg leg) {
    return target;
  }

  @Override
  public Tongue tongue(Leg leg) {
    return new VoskTongue(leg);
  }
}

package dev.earshot.gateway.upstream;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.core.recogniser.Tariff;
import dev.earshot.core.transcript.TranscriptEvent;
import reactor.core.publisher.Flux;

/// A recogniser behind a WebSocket: one driver for every protocol. What it is and how it wants to be treated
/// comes as [Capabilities], whom to call and what to say as a [Vendor].
public final class Upstream implements Recogniser {
  private final Capabilities capabilities;
  private final UpstreamLimits limits;
  private final Switchboard switchboard;
  private final Vendor vendor;
  private final Warm warm;

  /// With the usual limits.
  public Upstream(Capabilities capabilities, Switchboard switchboard, Vendor vendor) {
    this(capabilities, UpstreamLimits.USUAL, switchboard, vendor);
  }

  /// A recogniser that opens a wire for each leg, or keeps some open where they cost nothing.
  public Upstream(Capabilities capabilities, UpstreamLimits limits, Switchboard switchboard,
      Vendor vendor) {
    this.capabilities = capabilities;
    this.limits = limits;
    this.switchboard = switchboard;
    this.vendor = vendor;
    var free = capabilities.tariff() != Tariff.OPEN_TIME;
    this.warm = new Warm(free ? limits.warm() : 0, capabilities.session().keepAlive(),
        vendor.idle(), switchboard);
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
    if (!capabilities.understands(leg.language())) {
      return Flux.error(new Refused("language: " + leg.language() + " (expected: one of "
          + capabilities.languages() + ")"));
    }
    return Flux.create(sink -> {
      var target = vendor.target(leg);
      var parked = warm.take(target);
      var loop = parked == null ? switchboard.loop(sink.contextView()) : parked.loop();
      if (loop.isOver()) {
        sink.error(new Lost(capabilities.name() + " was closed"));
        return;
      }
      var one = new UpstreamLeg(capabilities, limits, leg, vendor.tongue(leg), loop, sink);
      if (parked == null) {
        one.start(sound, () -> switchboard.open(target, loop, one.ear()), () -> {});
      } else {
        one.start(sound, () -> parked.handOver(one.ear()), parked::leave);
      }
    });
  }
}

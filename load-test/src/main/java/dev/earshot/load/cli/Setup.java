package dev.earshot.load.cli;

import dev.earshot.load.cli.GatewayOptions.Recogniser;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was asked for, as a reader of the report wants to know it; no key is in it.
final class Setup {
  private Setup() {}

  static Map<String, String> of(GatewayOptions gateway, StreamOptions streams, Course course,
      int loops) {
    var setup = new LinkedHashMap<String, String>();
    setup.put("gateway",
        gateway.url == null
            ? "Earshot, started for the run" + (gateway.tls ? ", TLS" : "")
            : address(gateway.url));
    setup.put("dialect", gateway.dialect.name().toLowerCase(Locale.ROOT));
    setup.put("sound", streams.shape(gateway.dialect).codec().name().toLowerCase(Locale.ROOT) + " "
        + streams.shape(gateway.dialect).rateHz() + " Hz, frames of " + streams.frame + " ms");
    setup.put("speech", Math.round(streams.duty * 100) + " % of the time");
    setup.put("arrivals", streams.arrivals());
    setup.put("counted", streams.hold().toMillis() / 1e3 + " s a step, after " + streams.settle
        + " s to settle");
    put(setup, "slow readers", streams.slowReaders);
    put(setup, "half open", streams.halfOpen);
    if (streams.storm) {
      setup.put("storm", "all come back at once after " + course.middle().toMillis() / 1e3 + " s");
    }
    setup.put("recogniser", gateway.isScripted()
        ? "scripted, a word needs " + gateway.words(streams.frame).heardMs()
            + " ms of its second, and " + gateway.delay
            + " ms"
        : Recogniser.REAL.name().toLowerCase(Locale.ROOT));
    setup.put("seed", String.valueOf(streams.seed));
    setup.put("event loops", String.valueOf(loops));
    return setup;
  }

  private static void put(Map<String, String> setup, String name, double percent) {
    if (percent > 0) {
      setup.put(name, percent + " %");
    }
  }

  /// Without what may be a secret in a query or before a host.
  private static String address(@Nullable URI url) {
    return url == null
        ? ""
        : url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort())
            + (url.getPath() == null ? "" : url.getPath());
  }
}

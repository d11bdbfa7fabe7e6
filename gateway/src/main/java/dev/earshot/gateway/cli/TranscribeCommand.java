package dev.earshot.gateway.cli;

import dev.earshot.core.audio.WavFile;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.gateway.FirstKeys;
import dev.earshot.gateway.House;
import dev.earshot.gateway.client.Authority;
import dev.earshot.gateway.client.DeviceClient;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.GatewayConfig.Listen;
import dev.earshot.gateway.config.GatewayConfig.Streams;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.upstream.deepgram.DeepgramRecogniser;
import dev.earshot.gateway.upstream.openai.OpenAiRecogniser;
import dev.earshot.gateway.upstream.openai.Variant;
import dev.earshot.gateway.upstream.wire.WireLimits;
import dev.earshot.gateway.upstream.wire.Wires;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `earshot transcribe FILE`: the words of a recording on standard output, and nothing else there.
@Command(name = "transcribe", mixinStandardHelpOptions = true, description = "Print the words of a recording (16-bit PCM WAV, 8 to 48 kHz, mono or stereo).", footer = {
    "", "Without --url a gateway is started for this one file."})
final class TranscribeCommand implements Callable<Integer> {
  private static final Duration RECOGNISER = Duration.ofSeconds(60);

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private CommandSpec spec;

  @Mixin
  private final Settings settings = new Settings();

  @Parameters(paramLabel = "FILE", description = "a WAV file")
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private Path file;

  @Option(names = "--url", paramLabel = "URL", description = "a running gateway, ws://host:port or wss://host:port")
  private @Nullable URI url;

  @Option(names = "--ca", paramLabel = "FILE", description = "whom to trust with wss, certificates as PEM; whom the JDK trusts otherwise")
  private @Nullable Path authority;

  @Option(names = "--key", paramLabel = "KEY", description = "the key to show; the gateway's own first key otherwise")
  private @Nullable String key;

  @Option(names = "--dialect", paramLabel = "NAME", defaultValue = "listen", description = "${COMPLETION-CANDIDATES}: the way of speaking to the gateway (default: ${DEFAULT-VALUE})")
  private Dialect dialect = Dialect.listen;

  @Option(names = "--json", description = "print one JSON object instead of the text")
  private boolean json;

  @Option(names = "--pace", paramLabel = "X", defaultValue = "0", description = "1 is as fast as it was spoken, 0 (the default) as fast as it is taken")
  private double pace;

  /// Gateways take any.
  private static final String MODEL = "default";

  /// A gateway for one file has nobody to wait for.
  private static final double OWN_PACE = 1_000;

  /// How to speak to the gateway.
  enum Dialect {
    /// `/v4/listen`.
    listen,
    /// `/v1/listen`, as Deepgram's clients do.
    deepgram,
    /// `/v1/realtime`, as OpenAI's clients do.
    openai
  }

  @Override
  public Integer call() throws Exception {
    var recording = WavFile.read(file);
    var config = settings.read(spec);
    if (url != null) {
      return transcribe(recording, url, key == null ? ownKey(config) : key);
    }
    var anywhere = config.withListen(new Listen(config.listen().host(), 0, 0))
        .withStreams(new Streams(1, OWN_PACE));
    try (var house = House.open(anywhere, SocketLimits.DEFAULT)) {
      house.ready().block(RECOGNISER);
      return transcribe(recording, URI.create("ws://" + config.listen().host() + ":"
          + house.port()), key == null ? house.keys().getFirst().key() : key);
    }
  }

  private int transcribe(WavFile recording, URI gateway, String shown)
      throws IOException, InterruptedException {
    var progress = new Progress(spec.commandLine().getErr(), recording.millis());
    var patience = Duration.ofSeconds(30).plusMillis(recording.millis());
    switch (dialect) {
      case listen -> {
        var end = client(gateway, shown).stream(recording, pace, patience, progress);
        if (!end.startsWith("1000 ")) {
          throw new IOException("gateway " + gateway + ": closed with " + end
              + " (expected: 1000)");
        }
      }
      case deepgram, openai -> {
        try (var wires = wires()) {
          new VendorClient(vendor(wires, gateway, shown)).stream(recording, pace, patience,
              progress);
        }
      }
    }
    progress.finish();
    spec.commandLine()
        .getOut()
        .println(json
            ? progress.json(recording.millis())
            : progress.transcript());
    return 0;
  }

  private Wires wires() {
    return authority == null ? Wires.open() : Wires.open(WireLimits.USUAL, authority);
  }

  private Recogniser vendor(Wires wires, URI gateway, String shown) {
    return dialect == Dialect.deepgram
        ? DeepgramRecogniser.of(wires, gateway, shown, MODEL)
        : OpenAiRecogniser.of(wires, gateway, shown, MODEL, Variant.OPENAI);
  }

  private DeviceClient client(URI gateway, String shown) throws IOException {
    return authority == null
        ? new DeviceClient(gateway, shown)
        : new DeviceClient(gateway, shown, Authority.of(authority));
  }

  private static String ownKey(GatewayConfig config) throws IOException {
    if (!config.keys().isEmpty()) {
      return config.keys().getFirst().key();
    }
    var kept = FirstKeys.file(config.data());
    if (!Files.exists(kept)) {
      throw new IOException("--key: missing (expected: a key of the gateway, or one kept in "
          + kept + ")");
    }
    return Files.readString(kept, StandardCharsets.UTF_8).strip();
  }
}

package dev.earshot.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What every command needs that asks a running gateway's operations port, as options that it mixes in.
class OperationsDesk {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private CommandSpec spec;

  @Mixin
  private final Settings settings = new Settings();

  @Option(names = "--url", paramLabel = "OPS", description = "operations port of the gateway (default: http://EARSHOT_HOST:EARSHOT_OPS_PORT)")
  private @Nullable URI url;

  @Option(names = "--key", description = "admin key (default: the one in EARSHOT_DATA)")
  private @Nullable String key;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  /// The body of its answer.
  final String answer(String method, String path, String body)
      throws IOException, InterruptedException {
    return Operations.of(settings.read(spec), url, key).ask(method, path, body);
  }

  final boolean isJson() {
    return json;
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }
}

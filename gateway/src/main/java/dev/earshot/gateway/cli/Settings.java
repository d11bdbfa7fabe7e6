package dev.earshot.gateway.cli;

import dev.earshot.gateway.config.ConfigException;
import dev.earshot.gateway.config.ConfigReader;
import dev.earshot.gateway.config.GatewayConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The option that names a file of settings.
final class Settings {
  @Option(names = "--config", paramLabel = "FILE", description = "settings as NAME=value lines; the environment wins")
  private @Nullable Path file;

  /// Reads everything that is set.
  ///
  /// @throws ParameterException with one line for each problem
  GatewayConfig read(CommandSpec spec) {
    try {
      return ConfigReader.read(file);
    } catch (ConfigException e) {
      throw new ParameterException(spec.commandLine(),
          "configuration: " + e.problems().size() + " to mend\n  "
              + String.join("\n  ", e.problems()));
    }
  }
}

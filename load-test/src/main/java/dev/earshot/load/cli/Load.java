package dev.earshot.load.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/// The process of `earshot load`.
public final class Load {
  private Load() {}

  /// Loads a gateway and exits: 0 valid and well, 1 not, 2 wrongly called.
  public static void main(String[] args) {
    System.exit(command(new PrintWriter(System.out, true, System.out.charset())).execute(args));
  }

  /// @param out takes what is printed
  static CommandLine command(PrintWriter out) {
    return new CommandLine(new LoadCommand()).setOut(out)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((error, command, _) -> {
          command.getErr().println("load: " + error.getMessage());
          return error instanceof IllegalArgumentException ? 2 : 1;
        });
  }
}

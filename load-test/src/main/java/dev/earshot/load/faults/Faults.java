package dev.earshot.load.faults;

import java.io.PrintWriter;
import picocli.CommandLine;

/// The process of `earshot faults`.
public final class Faults {
  private Faults() {}

  /// Breaks things and exits: 0 every bound has held, 1 not, 2 wrongly called.
  public static void main(String[] args) {
    System.exit(command(new PrintWriter(System.out, true, System.out.charset())).execute(args));
  }

  /// @param out takes what is printed
  static CommandLine command(PrintWriter out) {
    return new CommandLine(new FaultsCommand()).setOut(out)
        .setExecutionExceptionHandler((error, command, _) -> {
          command.getErr().println("faults: " + error.getMessage());
          return error instanceof IllegalArgumentException ? 2 : 1;
        });
  }
}

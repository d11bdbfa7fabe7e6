package dev.earshot.load.versus;

import java.io.PrintWriter;
import picocli.CommandLine;

/// Turns the key of [VersusCommand].
public final class Versus {
  private Versus() {}

  /// Compares and exits: 0 all turns count, 1 not, 2 wrongly called.
  public static void main(String[] args) {
    System.exit(new CommandLine(new VersusCommand())
        .setOut(new PrintWriter(System.out, true, System.out.charset()))
        .setExecutionExceptionHandler((error, command, _) -> {
          command.getErr().println("load: " + error.getMessage());
          return 1;
        })
        .execute(args));
  }
}

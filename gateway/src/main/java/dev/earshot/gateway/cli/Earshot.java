package dev.earshot.gateway.cli;

import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `earshot`: the command that holds all others. Exit codes: 0 fine, 1 failed, 2 wrongly called.
@Command(name = "earshot", mixinStandardHelpOptions = true, version = "earshot 0.1.0", description = "A streaming transcription gateway: audio in over WebSockets, words out.", synopsisSubcommandLabel = "COMMAND", footer = {
    "",
    "Settings are environment variables (EARSHOT_PORT, EARSHOT_DATA, ...) or the same names in a",
    "file given by --config. `earshot test` runs the tests; the launcher does that by itself."}, subcommands = {
        DemoCommand.class, ServeCommand.class, TranscribeCommand.class,
        CreditsCommand.class, KeysCommand.class, EnginesCommand.class,
        DoctorCommand.class})
public final class Earshot implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private CommandSpec spec;

  /// Runs a command line.
  ///
  /// @return the exit code
  public static int run(String... args) {
    return run(new PrintWriter(System.out, true, System.out.charset()),
        new PrintWriter(System.err, true, System.err.charset()), args);
  }

  /// Runs a command line with these ways out.
  ///
  /// @return the exit code
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Earshot()).setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(failed())
        .execute(args);
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "COMMAND: missing (expected: one of "
        + spec.subcommands().keySet() + ")");
  }

  /// One line instead of a stack trace: what went wrong stands in the message.
  private static IExecutionExceptionHandler failed() {
    return (failure, commandLine, _) -> {
      commandLine.getErr().println("earshot: " + told(failure));
      return 1;
    };
  }

  /// The messages of the file system are bare names.
  private static String told(Exception failure) {
    return switch (failure) {
      case NoSuchFileException e -> e.getFile() + ": no such file (expected: one that exists)";
      case AccessDeniedException e -> e.getFile() + ": may not be read or written";
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }
}

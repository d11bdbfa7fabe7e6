package dev.earshot.gateway;

import dev.earshot.gateway.cli.Earshot;

/// Turns the key.
public final class Main {
  private Main() {}

  /// Runs a command and exits with its code.
  public static void main(String[] args) {
    System.exit(Earshot.run(args));
  }
}

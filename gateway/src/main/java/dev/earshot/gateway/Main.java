package dev.earshot.gateway;

import dev.earshot.gateway.cli.Earshot;

/// Turns the key.
public final class Main {
  /// One buffer in so many is watched for a leak, with the places that touched it. A leak in the path of each
  /// frame is still found within seconds; Netty's own 128 cost a tenth of the processor.
  private static final String WATCHED = "8192";

  private Main() {}

  /// Runs a command and exits with its code.
  public static void main(String[] args) {
    if (System.getProperty("io.netty.leakDetection.samplingInterval") == null) {
      System.setProperty("io.netty.leakDetection.samplingInterval", WATCHED);
    }
    System.exit(Earshot.run(args));
  }
}

package dev.earshot.load.device;

import java.nio.file.Path;

/// Whose certificates a device takes for a gateway's.
public sealed interface Trust {
  /// Those that the system trusts.
  record OfSystem() implements Trust {}

  /// Those of a PEM file.
  record OfFile(Path pem) implements Trust {}

  /// Anybody's, whatever name is on it: for a gateway whose certificate nobody has signed.
  record OfAnybody() implements Trust {}
}

package dev.earshot.load.versus;

import java.net.URI;

/// Who stands between the devices and the recogniser in a round.
interface Relay extends AutoCloseable {
  /// As the figures name it.
  String name();

  /// What it is, in a line.
  String version();

  /// Where devices connect, without a path.
  URI uri();

  /// The process that is charged, with all below it.
  ProcessHandle handle();

  /// Gives back memory that it has and does not need, where it can be asked.
  default void tidy() {}

  /// What it has cost beside its process, in a line; empty where nothing.
  default String aside() {
    return "";
  }

  @Override
  void close();
}

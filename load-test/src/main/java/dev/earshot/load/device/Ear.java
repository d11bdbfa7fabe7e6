package dev.earshot.load.device;

/// What a dialect's messages mean to a device.
interface Ear {
  /// Sound may come.
  void ready();

  /// Words were told.
  ///
  /// @param toMs the end of the sound that they cover; NaN where it is not told
  void words(String text, boolean isFinal, double toMs);

  /// Something went wrong, which may end the stream.
  ///
  /// @param code as the gateway calls it
  void trouble(String code);

  /// All was told behind the end of the sound: the device may hang up.
  void over();
}

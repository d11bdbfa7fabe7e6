package dev.earshot.vosk;

/// One native recogniser, as its library has it: it hears 16 kHz and answers in JSON. Times in it are seconds
/// since its first sample, over all results. Not safe for use by several threads at once.
interface Voice extends AutoCloseable {
  /// Hears the next samples.
  ///
  /// @return whether speech has ended here, so that there is a [#result]
  boolean hear(short[] pcm);

  /// What was said until speech ended.
  String result();

  /// What it takes the words to be so far.
  String guess();

  /// What was said, although speech may go on. It hears on afterwards.
  String last();

  /// Frees it. It is not used any more.
  @Override
  void close();
}

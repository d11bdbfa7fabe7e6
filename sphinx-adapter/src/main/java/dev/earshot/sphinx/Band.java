package dev.earshot.sphinx;

/// How much of a voice comes through to us. The model was trained on the whole of it.
enum Band {
  /// All that 16 kHz can hold.
  WIDE("wide"),
  /// Nothing above 4 kHz: sampled at 8 kHz somewhere on its way.
  NARROW("narrow"),
  /// Nothing below 300 Hz either: from a telephone exchange.
  TELEPHONE("telephone");

  private final String key;

  Band(String key) {
    this.key = key;
  }

  /// Name of the file with the map that makes the model sound as if trained on this band.
  String map() {
    return key + ".mllr";
  }

  /// Name of the file with the mean of a voice in this band. There is none for [#WIDE]: the model itself
  /// brings that.
  String mean() {
    return key + ".mean";
  }
}

package dev.earshot.gateway.audio;

/// How much two sounds are the same, whatever their loudness.
final class Likeness {
  /// What a codec and a recorder may be late by: 100 ms.
  private static final int MOST_SHIFT = 1_600;

  private Likeness() {}

  /// The best correlation over small shifts, -1 to 1.
  static double of(short[] late, short[] original) {
    var best = -1d;
    for (var shift = 0; shift < MOST_SHIFT; shift++) {
      var xy = 0d;
      var xx = 0d;
      var yy = 0d;
      for (var i = shift; i < Math.min(late.length, original.length); i++) {
        xy += (double) late[i] * original[i - shift];
        xx += (double) late[i] * late[i];
        yy += (double) original[i - shift] * original[i - shift];
      }
      best = Math.max(best, xy / Math.sqrt(xx * yy));
    }
    return best;
  }
}

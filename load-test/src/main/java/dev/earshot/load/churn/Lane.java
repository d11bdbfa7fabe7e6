package dev.earshot.load.churn;

import dev.earshot.load.device.Codec;
import dev.earshot.load.device.Dialect;
import dev.earshot.load.device.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Streams that speak one dialect, and either say goodbye or have no manners.
///
/// @param share of all streams, 0..1
record Lane(Dialect dialect, Shape shape, Manners manners, double share) {
  private static final double POLITE_SHARE = 0.84;
  private static final int OPENAI_HZ = 24_000;

  /// How its streams end; each kind has an account of its own, since only of those that say goodbye it is
  /// known to the millisecond what arrived.
  enum Manners {
    POLITE, ROUGH;

    String account() {
      return "churn-" + name().toLowerCase(Locale.ROOT);
    }

    String key() {
      return account() + "-key";
    }
  }

  /// Opus for devices, samples for both others; of each six, five say goodbye.
  static List<Lane> usual() {
    var lanes = new ArrayList<Lane>();
    for (var dialect : Dialect.values()) {
      var shape = switch (dialect) {
        case LISTEN -> Shape.opus(20);
        case DEEPGRAM -> Shape.pcm(20);
        case OPENAI -> new Shape(50, Codec.PCM16, OPENAI_HZ, 1);
      };
      var many = Dialect.values().length;
      lanes.add(new Lane(dialect, shape, Manners.POLITE, POLITE_SHARE / many));
      lanes.add(new Lane(dialect, shape, Manners.ROUGH, (1 - POLITE_SHARE) / many));
    }
    return lanes;
  }
}

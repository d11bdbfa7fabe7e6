package dev.earshot.testkit.simulation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// What the seed system did with credit, in short: each minute a stream writes what it has used, then
/// reads the ledger, or takes its own use off what it read within the last 15 minutes. It knows of no
/// other stream, and stops at a tick only. All in seconds, and nothing ever fails.
///
/// | # | known | left | age | the stream |
/// |---|---|---|---|---|
/// | 1 | nothing | | | reads |
/// | 2 | yes | any | >= 900 s | reads |
/// | 3 | yes | 0 | >= 60 s | reads |
/// | 4 | yes | more | < 900 s | takes its own use off, to 0 at the least |
/// | 5 | yes | 0 | < 60 s | does nothing |
final class SeedRule {
  static final int TICK = 60;
  static final int LIFE = 900;
  private static final int ZERO_REFRESH = 60;
  private static final int UNKNOWN = -1;

  private final int[] begins;
  private final int[] left;
  private final int[] readAt;
  private final int[] unwritten;
  private int ledger;

  /// @param begins when each stream begins
  private SeedRule(int[] begins) {
    this.begins = begins;
    this.left = new int[begins.length];
    this.readAt = new int[begins.length];
    this.unwritten = new int[begins.length];
    Arrays.fill(left, UNKNOWN);
  }

  /// Most that these streams would overspend together if all must be enforced at ticks.
  static long boundOf(int streams) {
    return (streams - 1L) * (LIFE + TICK) + (long) streams * TICK;
  }

  /// How much so many streams overspend that begin within 15 minutes, or all within one, which is worse.
  ///
  /// @param each what the grant is for each of them
  static long overspend(int streams, int each, RandomGenerator random) {
    var within = random.nextBoolean() ? LIFE : TICK;
    var begins = new int[streams];
    for (var i = 0; i < streams; i++) {
      begins[i] = random.nextInt(within);
    }
    return new SeedRule(begins).spend(streams * each) - (long) streams * each;
  }

  private long spend(int grant) {
    var spent = 0L;
    var quiet = 0;
    for (var now = 0; quiet < 2 * LIFE; now++) {
      var before = spent;
      for (var i = 0; i < begins.length; i++) {
        if (now >= begins[i] && left[i] != 0) {
          spent++;
          unwritten[i]++;
        }
        if (now > begins[i] && (now - begins[i]) % TICK == 0) {
          tick(i, now, grant);
        }
      }
      quiet = spent == before ? quiet + 1 : 0;
    }
    return spent;
  }

  private void tick(int i, int now, int grant) {
    ledger += unwritten[i];
    var age = now - readAt[i];
    if (left[i] == UNKNOWN || age >= LIFE || (left[i] == 0 && age >= ZERO_REFRESH)) {
      left[i] = Math.max(0, grant - ledger);
      readAt[i] = now;
    } else {
      left[i] = Math.max(0, left[i] - unwritten[i]);
    }
    unwritten[i] = 0;
  }
}

package dev.earshot.gateway.socket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What must hold for the bytes of any connection: it comes to one typed end, in the same way however the
/// bytes are cut; nothing is thrown, no buffer is left. A fuzzer calls it.
///
/// The first byte says at which door they come in, the second how they are cut.
public final class ConnectionFuzz {
  private static final FrameDoor[] DOORS = FrameDoor.values();

  private ConnectionFuzz() {}

  /// Called by the fuzzer first, by this name: what is loaded once takes no time of an input's.
  public static void fuzzerInitialize() {
    for (var door : DOORS) {
      check(door, "\u0001\u0002".getBytes(StandardCharsets.US_ASCII), 1);
    }
  }

  /// Called by the fuzzer, by this name.
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > 1) {
      check(door(input), bytes(input), 1 + (input[1] & 0xff));
    }
  }

  /// What comes behind the server's last word changes nothing where it comes later, and may where it came
  /// together with what was the reason: it is said only once.
  ///
  /// @param step pieces of which the bytes come in once, beside at once
  static void check(FrameDoor door, byte[] bytes, int step) {
    var knock = new Knock(door);
    var cut = knock.say(bytes, step);
    var heard = Math.min(bytes.length, knock.saidBeforeItsEnd());
    var whole = new Knock(door).say(Arrays.copyOf(bytes, heard), bytes.length + 1);
    if (!whole.equals(cut)) {
      throw new AssertionError("at once: " + whole + ", in steps of " + step + ": " + cut);
    }
  }

  static FrameDoor door(byte[] input) {
    return DOORS[Math.floorMod(input[0], DOORS.length)];
  }

  static byte[] bytes(byte[] input) {
    return Arrays.copyOfRange(input, 2, input.length);
  }
}

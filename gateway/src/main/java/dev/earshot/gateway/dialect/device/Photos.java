package dev.earshot.gateway.dialect.device;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Follows the photos that a device sends in parts. The parts themselves are dropped: no machine here
/// looks at photos, and the device is told so when the last part is in.
///
/// At most 50 photos are followed at once, each for 60 s; the oldest gives way (the seed's bounds). A photo
/// has at most 1,024 parts, where the seed took any number for granted.
final class Photos {
  static final int MOST_PARTS = 1_024;
  private static final int MOST = 50;
  private static final int LONGEST_ID = 128;
  private static final Duration LIFE = Duration.ofSeconds(60);

  private final LinkedHashMap<String, Parts> open = new LinkedHashMap<>();

  private record Parts(int total, BitSet missing, Instant since) {}

  /// Takes a part.
  ///
  /// @return the photo's name, given by the device, when this was its last part
  /// @throws IllegalArgumentException when the message is none that could be a part; its text says why
  Optional<String> take(JsonNode message, Instant now) {
    open.values().removeIf(parts -> parts.since().plus(LIFE).isBefore(now));
    var id = message.path("id").asText("");
    var total = integer(message, "total");
    var index = integer(message, "index");
    check("id", id.length(), 1, LONGEST_ID, "characters");
    check("total", total, 1, MOST_PARTS, "");
    check("index", index, 0, total - 1, "");
    var known = open.get(id);
    var parts = known == null ? begin(id, total, now) : known;
    if (parts.total() != total) {
      throw new IllegalArgumentException(
          "total: " + total + " (expected: " + parts.total() + ", as before)");
    }
    parts.missing().clear(index);
    if (!parts.missing().isEmpty()) {
      return Optional.empty();
    }
    open.remove(id);
    return Optional.of(id);
  }

  private Parts begin(String id, int total, Instant now) {
    if (open.size() >= MOST) {
      open.pollFirstEntry();
    }
    var missing = new BitSet(total);
    missing.set(0, total);
    var parts = new Parts(total, missing, now);
    open.put(id, parts);
    return parts;
  }

  /// -1, which is in no range, where it is none.
  private static int integer(JsonNode message, String name) {
    var value = message.path(name);
    return value.isIntegralNumber() && value.canConvertToInt() ? value.asInt() : -1;
  }

  private static void check(String name, int value, int least, int most, String unit) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + ".." + most
          + (unit.isEmpty() ? "" : " " + unit) + ")");
    }
  }
}

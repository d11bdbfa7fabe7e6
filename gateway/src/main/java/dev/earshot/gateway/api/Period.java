package dev.earshot.gateway.api;

import dev.earshot.gateway.api.Buckets.Bucket;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A month, a day or an hour that somebody asks for, in a zone.
///
/// @param name as it was asked for
/// @param buckets one at least
record Period(String name, ZoneId zone, List<Bucket> buckets) {
  private static final Pattern MONTH = Pattern.compile("20\\d\\d-\\d\\d");
  private static final Pattern DAY = Pattern.compile("20\\d\\d-\\d\\d-\\d\\d");
  private static final Pattern HOUR = Pattern.compile("(20\\d\\d-\\d\\d-\\d\\d)T(\\d\\d)");
  private static final int LONGEST_ZONE = 64;

  /// What the query asks for; the month that runs in the zone where it names none.
  ///
  /// @throws IllegalArgumentException where there is no such time
  static Period of(ApiCall call, Instant now) {
    var zone = zone(call.query("zone"));
    var month = call.query("month");
    var day = call.query("day");
    var hour = call.query("hour");
    if (Stream.of(month, day, hour).filter(Objects::nonNull).count() > 1) {
      throw new IllegalArgumentException(
          "month, day, hour: more than one (expected: one of them, or none)");
    }
    if (day != null) {
      return new Period(day, zone, some(Buckets.hours(day(day), zone), "day", day, zone));
    }
    if (hour != null) {
      return new Period(hour, zone, hour(hour, zone));
    }
    var wanted = month == null ? YearMonth.from(now.atZone(zone)) : month(month);
    return new Period(wanted.toString(), zone,
        Buckets.days(wanted.atDay(1), wanted.plusMonths(1).atDay(1), zone));
  }

  private static ZoneId zone(@Nullable String name) {
    if (name == null) {
      return ZoneId.of("UTC");
    }
    if (!ZoneId.getAvailableZoneIds().contains(name)) {
      throw wrong("zone", name.length() > LONGEST_ZONE ? "unknown" : name,
          "an IANA time zone, such as Europe/Berlin");
    }
    return ZoneId.of(name);
  }

  private static YearMonth month(String text) {
    try {
      if (MONTH.matcher(text).matches()) {
        return YearMonth.parse(text);
      }
    } catch (DateTimeException e) {
      // told below
    }
    throw wrong("month", cut(text), "such as 2026-11, of 2000 to 2099");
  }

  private static LocalDate day(String text) {
    return day("day", text, text, "such as 2026-11-29, of 2000 to 2099");
  }

  private static LocalDate day(String name, String text, String day, String expected) {
    try {
      if (DAY.matcher(day).matches()) {
        return LocalDate.parse(day);
      }
    } catch (DateTimeException e) {
      // told below
    }
    throw wrong(name, cut(text), expected);
  }

  /// All that the clock calls so: two where it is put back in that hour, none where it is put forward.
  private static List<Bucket> hour(String text, ZoneId zone) {
    var expected = "such as 2026-11-29T13, of 2000 to 2099";
    var parts = HOUR.matcher(text);
    if (!parts.matches()) {
      throw wrong("hour", cut(text), expected);
    }
    var day = day("hour", text, Objects.requireNonNull(parts.group(1)), expected);
    var hour = Integer.parseInt(Objects.requireNonNull(parts.group(2)));
    return some(Buckets.hours(day, zone)
        .stream()
        .filter(bucket -> bucket.start().atZone(zone).getHour() == hour)
        .toList(), "hour", text, zone);
  }

  private static List<Bucket> some(List<Bucket> buckets, String name, String text, ZoneId zone) {
    if (buckets.isEmpty()) {
      throw wrong(name, text, "one that " + zone.getId() + " has");
    }
    return buckets;
  }

  private static String cut(String text) {
    return text.length() > LONGEST_ZONE ? text.substring(0, LONGEST_ZONE) + "..." : text;
  }

  private static IllegalArgumentException wrong(String name, String value, String expected) {
    return new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
  }
}

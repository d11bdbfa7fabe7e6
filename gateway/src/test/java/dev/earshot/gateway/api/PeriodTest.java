package dev.earshot.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.usage.UsageHistory.Hour;
import dev.earshot.gateway.api.Buckets.Bucket;
import dev.earshot.gateway.dialect.Endpoint.Call;
import dev.earshot.gateway.dialect.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {
  private static final Instant NOW = Instant.parse("2026-11-30T23:30:00Z");

  @ParameterizedTest
  @CsvSource({"2026-11,,30", "2024-02,,29", "2026-02,,28", "2026-03,Europe/Berlin,31",
      "2011-12,Pacific/Apia,30"}) // Samoa had no 30 December 2011
  void month_anyZone_isItsDaysSideBySide(String month, @Nullable String zone, int days) {
    var buckets = period("month", month, zone).buckets();

    assertThat(buckets).hasSize(days);
    assertSideBySide(buckets);
  }

  @Test
  void month_ofBerlin_beginsWithItsOwnMidnight() {
    var buckets = period("month", "2026-10", "Europe/Berlin").buckets();

    assertThat(buckets.getFirst().start()).isEqualTo("2026-09-30T22:00:00Z");
    assertThat(buckets.getLast().end()).isEqualTo("2026-10-31T23:00:00Z");
    assertThat(length(buckets.get(24))).isEqualTo(Duration.ofHours(25));
  }

  @Test
  void nothing_named_isTheMonthThatRunsThere() {
    assertThat(Period.of(call(Map.of()), NOW).name()).isEqualTo("2026-11");
    assertThat(period("zone", "Europe/Berlin", null).name()).isEqualTo("2026-12");
  }

  @ParameterizedTest
  @CsvSource({"2026-11-29,UTC,24", "2026-11-29,Europe/Berlin,24", "2026-03-29,Europe/Berlin,23",
      "2026-10-25,Europe/Berlin,25", "2026-11-29,Asia/Kolkata,24", "2026-11-29,Asia/Kathmandu,24",
      "2026-09-06,America/Santiago,23"}) // Chile puts the clock forward at midnight
  void day_anyZone_hasTheHoursThatItHas(String day, String zone, int hours) {
    var buckets = period("day", day, zone).buckets();

    assertThat(buckets).hasSize(hours)
        .allSatisfy(bucket -> assertThat(length(bucket)).isEqualTo(Duration.ofHours(1)));
    assertSideBySide(buckets);
  }

  /// Lord Howe changes its clocks by half an hour.
  @ParameterizedTest
  @CsvSource({"2026-10-04,23,30", "2026-04-05,24,30"})
  void day_clockIsChangedByHalfAnHour_hasAShortHour(String day, int whole, long more) {
    var buckets = period("day", day, "Australia/Lord_Howe").buckets();

    assertSideBySide(buckets);
    assertThat(buckets.stream().filter(bucket -> length(bucket).equals(Duration.ofHours(1))))
        .hasSize(whole);
    assertThat(buckets.stream().map(PeriodTest::length).reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofHours(whole).plusMinutes(more));
  }

  @Test
  void hour_clockIsPutBackInIt_isBoth() {
    assertThat(period("hour", "2026-10-25T02", "Europe/Berlin").buckets()).containsExactly(
        bucket("2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", 0),
        bucket("2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z", 0));
  }

  @Test
  void hour_usual_isOne() {
    assertThat(period("hour", "2026-11-29T13", "Asia/Kolkata").buckets())
        .containsExactly(bucket("2026-11-29T07:30:00Z", "2026-11-29T08:30:00Z", 0));
  }

  @Test
  void filled_hourThatLiesInTwo_countsWhereItBegins() {
    var hour = period("hour", "2026-11-29T13", "Asia/Kolkata").buckets();

    assertThat(Buckets.filled(hour, List.of(used("2026-11-29T08:00:00Z", 7))))
        .containsExactly(bucket("2026-11-29T07:30:00Z", "2026-11-29T08:30:00Z", 7));
  }

  /// Whatever the zone does, days of a month and hours of its days add up to the same.
  @ParameterizedTest
  @CsvSource({"2026-10,Europe/Berlin", "2026-03,Europe/Berlin", "2026-11,Asia/Kathmandu",
      "2026-10,Australia/Lord_Howe", "2026-09,America/Santiago", "2011-12,Pacific/Apia"})
  void filled_monthOfUse_isNeitherLostNorCountedTwice(String month, String zone) {
    var days = period("month", month, zone).buckets();
    var first = days.getFirst().start().truncatedTo(ChronoUnit.HOURS);
    var hours = LongStream.range(0, 24 * 33)
        .mapToObj(n -> new Hour(first.plus(n, ChronoUnit.HOURS), n + 1))
        .filter(hour -> !hour.start().isBefore(days.getFirst().start())
            && hour.start().isBefore(days.getLast().end()))
        .toList();
    var filled = Buckets.filled(days, hours);

    assertThat(total(filled)).isEqualTo(hours.stream().mapToLong(Hour::usedMs).sum());
    for (var day : filled) {
      var name = day.start().atZone(ZoneId.of(zone)).toLocalDate().toString();
      var within = hours.stream()
          .filter(hour -> !hour.start().isBefore(day.start())
              && hour.start().isBefore(day.end()))
          .toList();
      assertThat(total(Buckets.filled(period("day", name, zone).buckets(), within)))
          .as(name)
          .isEqualTo(day.usedMs());
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      month | 2026-13          | month: 2026-13 (expected: such as 2026-11
      month | 2026-1           | month: 2026-1 (expected: such as 2026-11
      month | 1999-01          | month: 1999-01 (expected: such as 2026-11, of 2000 to 2099)
      month | ''               | month:  (expected
      day   | 2026-02-30       | day: 2026-02-30 (expected: such as 2026-11-29
      day   | 2026-11-29T13    | day: 2026-11-29T13 (expected
      hour  | 2026-11-29T24    | hour: 2026-11-29T24 (expected: one that UTC has)
      hour  | 2026-11-29T1     | hour: 2026-11-29T1 (expected: such as 2026-11-29T13
      zone  | Berlin           | zone: Berlin (expected: an IANA time zone
      zone  | +02:00           | zone: +02:00 (expected: an IANA time zone
      """)
  void period_wrong_isToldHow(String name, String value, String text) {
    assertThatThrownBy(() -> period(name, value, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }

  @Test
  void period_thatTheZoneSkips_isToldSo() {
    assertThatThrownBy(() -> period("hour", "2026-03-29T02", "Europe/Berlin"))
        .hasMessage("hour: 2026-03-29T02 (expected: one that Europe/Berlin has)");
    assertThatThrownBy(() -> period("day", "2011-12-30", "Pacific/Apia"))
        .hasMessage("day: 2011-12-30 (expected: one that Pacific/Apia has)");
  }

  @Test
  void period_twoOfThem_isRefused() {
    assertThatThrownBy(() -> Period.of(call(Map.of("month", List.of("2026-11"), "day",
        List.of("2026-11-29"))), NOW)).hasMessageContaining("more than one");
    assertThatThrownBy(() -> Period.of(call(Map.of("day", List.of("2026-11-29", "2026-11-30"))),
        NOW)).hasMessage("day: 2 (expected: one)");
  }

  private static Period period(String name, String value, @Nullable String zone) {
    var query = new HashMap<String, List<String>>(Map.of(name, List.of(value)));
    if (zone != null) {
      query.put("zone", List.of(zone));
    }
    return Period.of(call(query), NOW);
  }

  private static ApiCall call(Map<String, List<String>> query) {
    return new ApiCall(new Call("GET", new Request("/v1/users/me/usage", query, Map.of()), ""),
        Map.of(), null);
  }

  private static void assertSideBySide(List<Bucket> buckets) {
    var starts = new ArrayList<>(buckets.stream().map(Bucket::start).toList());
    starts.removeFirst();
    starts.add(buckets.getLast().end());
    assertThat(buckets.stream().map(Bucket::end).collect(Collectors.toList())).isEqualTo(starts);
    assertThat(buckets).allSatisfy(bucket -> assertThat(length(bucket)).isPositive());
  }

  private static long total(List<Bucket> buckets) {
    return buckets.stream().mapToLong(Bucket::usedMs).sum();
  }

  private static Duration length(Bucket bucket) {
    return Duration.between(bucket.start(), bucket.end());
  }

  private static Hour used(String start, long ms) {
    return new Hour(Instant.parse(start), ms);
  }

  private static Bucket bucket(String start, String end, long ms) {
    return new Bucket(Instant.parse(start), Instant.parse(end), ms);
  }
}

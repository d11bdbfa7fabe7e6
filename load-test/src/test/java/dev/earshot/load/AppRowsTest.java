package dev.earshot.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The rows of `earshot bench caches` that are about apps, shorter than they are.
class AppRowsTest {
  private final PrintWriter out = new PrintWriter(new StringWriter());

  @Test
  void appGets_someGets_areTimedBesideTheirBounds() {
    assertThat(run(new AppGets(500)).json()).contains(
        "mentor frequency, p99\":{\"unit\":\"us\",\"bound\":50.0",
        "1000 apps and 4, p99\":{\"unit\":\"us\",\"bound\":500.0");
  }

  @Test
  void testerRemoval_overRedis_letsNobodyThrough() {
    assertThat(run(new TesterRemoval()).json())
        .contains("let through after it\":{\"unit\":\"\",\"bound\":0.0,"
            + "\"median\":0.00,\"least\":0.00,\"most\":0.00,\"n\":1,\"held\":true}");
  }

  @Test
  void dayReads_shortDay_countsEachPath() {
    var json = run(new DayReads(List.of(new ReplayedDay(1, 8, 2, 4, false)), 20)).json();

    // eight seconds, two streams: sixteen looks, of which the first one asks, and the first one after a change
    assertThat(json).contains(
        "mentor frequency, documents\":{\"unit\":\"\",\"bound\":null,\"median\":16.00",
        "mentor frequency, with copies\":{\"unit\":\"\",\"bound\":null,\"median\":2.00",
        "public apps, documents\":{\"unit\":\"\",\"bound\":null,\"median\":320.00",
        "public apps, with copies\":{\"unit\":\"\",\"bound\":null,\"median\":20.00",
        "credits, documents\":{\"unit\":\"\",\"bound\":null,\"median\":1442.00");
  }

  /// Two streams: each scans 720 hours at connect and at its tick; and each asks at connect and for the plan.
  @Test
  void dayReads_aMinuteWithAnotherPlan_countsCredits() {
    var json = run(new DayReads(List.of(new ReplayedDay(1, 60, 2, 5, false)), 1)).json();

    assertThat(json).contains(
        "credits, documents\":{\"unit\":\"\",\"bound\":null,\"median\":2886.00",
        "credits, with copies\":{\"unit\":\"\",\"bound\":null,\"median\":7.00",
        "credits, change\":{\"unit\":\"%\",\"bound\":-99.9");
  }

  private Figures run(CacheRows rows) {
    return new CachesBench(List.of(rows)).run(out);
  }
}

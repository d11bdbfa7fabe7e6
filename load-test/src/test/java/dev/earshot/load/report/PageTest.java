package dev.earshot.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {
  @Test
  void of_aReport_needsNothingBesideIt() {
    var page = Page.of(Reports.of(10));

    assertThat(page).doesNotContainPattern("(?i)<script|https?://|<link|@import|url\\(|<img|NaN");
    assertThat(page).contains("prefers-color-scheme: dark", "&lt;script&gt;", "HELD", "a note");
  }

  @Test
  void of_aReport_hasAPlotOfEachKind() {
    assertThat(Page.of(Reports.of(10))).contains("aria-label='latency over time",
        "aria-label='how often", "aria-label='percentiles", "aria-label='streams over time",
        "aria-label='cores over time", "aria-label='CPU of each stream",
        "aria-label='memory of each stream", "aria-label='pacing error over time");
  }

  @Test
  void of_aRunInWhichNothingWasMeasured_isAPageAllTheSame() {
    var nothing = new Report(Report.VERSION, "2026-11-29T12:00:00Z", Map.of(),
        new Machine("A processor", 2, "Linux", "A JVM"), List.of("nothing was sent"),
        List.of("key: refused"), List.of(),
        Part.of("run", dev.earshot.load.device.Slice.empty(0), 0, 0, null), List.of(), List.of(),
        null);

    assertThat(Page.of(nothing)).contains("INVALID", "nothing was sent", "key: refused",
        "not measured");
  }
}

package dev.earshot.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachesBenchTest {
  private final PrintWriter out = new PrintWriter(new StringWriter());

  @Test
  void sharedLoads_thousandCallersAtOnce_loadOnceWhateverComes() {
    var figures = new CachesBench(List.of(new SharedLoads())).run(out);

    assertThat(figures.hold()).isTrue();
    assertThat(figures.json()).contains("callers at once: value there", "callers at once: missing",
        "callers at once: failing");
  }

  @Test
  void warmGets_someGets_areTimedBesideTheirBounds() {
    var figures = new CachesBench(List.of(new WarmGets(1_000))).run(out);

    assertThat(figures.json()).contains("accounts, p99\":{\"unit\":\"us\",\"bound\":50.0",
        "apps, p99\":{\"unit\":\"us\",\"bound\":500.0");
  }

  @Test
  void run_rowsOfOthers_areMeasuredInTheirOrder() {
    CacheRows one = (figures, _) -> figures.note("one", "", 1);
    CacheRows other = (figures, _) -> figures.note("other", "", 2);

    assertThat(new CachesBench(List.of(one, other)).run(out).json()).containsSubsequence("one",
        "other");
  }
}

package dev.earshot.gateway.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/// Where meters are: those of [Metric], and no others. Safe for use by several threads.
///
/// It refers weakly to what a value is read from. So that is the registry itself, or the value would stay as
/// it was when memory was collected first.
record Registry(MeterRegistry meters) {
  /// Words come within the first of these, or too late for anybody who looks at them.
  private static final double[] BUCKETS_S = {0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10, 30};

  /// With every counter that is raised as things happen, at 0 and with each of its words: what has never
  /// happened can be told from what nobody counts, and the first time is a rise.
  static Registry of(MeterRegistry meters) {
    var registry = new Registry(meters);
    for (var metric : Metric.values()) {
      switch (metric.type()) {
        case EVENTS -> registry.begin(metric, List.of());
        case GAUGE, TOTAL, HISTOGRAM -> {
        }
      }
    }
    return registry;
  }

  private void begin(Metric metric, List<String> words) {
    if (words.size() == metric.labels().size()) {
      var _ = counter(metric, words.toArray(String[]::new));
      return;
    }
    for (var word : metric.labels().get(words.size()).words()) {
      var more = new ArrayList<>(words);
      more.add(word);
      begin(metric, more);
    }
  }

  /// The counter with these words, one for each label.
  Counter counter(Metric metric, String... words) {
    return Counter.builder(metric.meter())
        .description(metric.sentence())
        .tags(tags(metric, words))
        .register(meters);
  }

  /// The histogram with these words.
  DistributionSummary histogram(Metric metric, String... words) {
    return DistributionSummary.builder(metric.meter())
        .description(metric.sentence())
        .serviceLevelObjectives(BUCKETS_S)
        .tags(tags(metric, words))
        .register(meters);
  }

  /// Shows what somebody else tells.
  void show(Metric metric, DoubleSupplier value, String... words) {
    switch (metric.type()) {
      case GAUGE -> Gauge.builder(metric.meter(), meters, _ -> value.getAsDouble())
          .description(metric.sentence())
          .tags(tags(metric, words))
          .register(meters);
      case TOTAL -> FunctionCounter.builder(metric.meter(), meters, _ -> value.getAsDouble())
          .description(metric.sentence())
          .tags(tags(metric, words))
          .register(meters);
      case EVENTS, HISTOGRAM -> throw new IllegalArgumentException(
          metric + ": shown (expected: a gauge, or what somebody else counts)");
    }
  }

  private static List<Tag> tags(Metric metric, String... words) {
    var labels = metric.labels();
    if (words.length != labels.size()) {
      throw new IllegalArgumentException(
          metric + ": " + words.length + " words (expected: " + labels.size() + ")");
    }
    var tags = new ArrayList<Tag>();
    for (var i = 0; i < words.length; i++) {
      tags.add(Tag.of(labels.get(i).name(), labels.get(i).bounded(words[i])));
    }
    return tags;
  }
}

package dev.earshot.load.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers as people read them.
final class Terms {
  private Terms() {}

  /// Three digits or so.
  static String number(@Nullable Double value) {
    if (value == null) {
      return "not measured";
    }
    var size = Math.abs(value);
    if (size >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,d", Math.round(value));
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
  }

  /// With its unit.
  static String number(@Nullable Double value, String unit) {
    return value == null ? "not measured" : number(value) + " " + unit;
  }

  /// `added_latency_from_send` as people say it.
  static String words(String key) {
    return key.replace('_', ' ');
  }

  /// The same at the beginning of a line.
  static String title(String key) {
    return Character.toUpperCase(key.charAt(0)) + words(key.substring(1));
  }

  /// At a line of a plot: as short as can be.
  static String tick(double value) {
    var size = Math.abs(value);
    if (size >= 10_000) {
      return String.format(Locale.ROOT, "%,.0fk", value / 1_000);
    }
    return size == 0
        ? "0"
        : new java.math.BigDecimal(value).round(new java.math.MathContext(3))
            .stripTrailingZeros()
            .toPlainString();
  }

  /// For a page.
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&quot;");
  }
}

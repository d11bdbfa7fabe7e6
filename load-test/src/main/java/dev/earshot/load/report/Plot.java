package dev.earshot.load.report;

import java.util.List;
import java.util.Locale;

/// A picture with two axes, drawn as SVG that needs nothing beside it: lines, bars, and shaded spans.
final class Plot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 250;
  private static final int LEFT = 52;
  private static final int RIGHT = 14;
  private static final int TOP = 12;
  private static final int BOTTOM = 34;

  private final Scale x;
  private final Scale y;
  private final StringBuilder spans = new StringBuilder();
  private final StringBuilder grid = new StringBuilder();
  private final StringBuilder drawn = new StringBuilder();

  /// A point of a line.
  ///
  /// @param tip what is told when somebody points at it
  record Point(double x, double y, String tip) {}

  /// A label of the horizontal axis.
  record Tick(double at, String label) {}

  Plot(Scale x, Scale y) {
    this.x = x;
    this.y = y;
  }

  /// Draws the axes.
  ///
  /// @param below what the horizontal one tells
  Plot axes(List<Tick> ticks, String below) {
    for (var tick : y.ticks()) {
      line("grid", LEFT, down(tick), WIDTH - RIGHT, down(tick));
      text("end", LEFT - 8, down(tick) + 4, Terms.tick(tick));
    }
    for (var tick : ticks) {
      line("tick", across(tick.at()), HEIGHT - BOTTOM, across(tick.at()), HEIGHT - BOTTOM + 4);
      text("middle", across(tick.at()), HEIGHT - BOTTOM + 17, tick.label());
    }
    line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
    text("end", WIDTH - RIGHT, HEIGHT - 2, below);
    return this;
  }

  /// The horizontal axis' own ticks, as numbers.
  List<Tick> numbers() {
    return x.ticks().stream().map(tick -> new Tick(tick, Terms.tick(tick))).toList();
  }

  /// Shades from here to there.
  Plot span(double from, double to, String tip) {
    spans
        .append(String.format(Locale.ROOT,
            "<rect class='span' x='%.1f' y='%d' width='%.1f' height='%d'>", across(from),
            TOP, across(to) - across(from), HEIGHT - TOP - BOTTOM))
        .append(tip(tip))
        .append("</rect>");
    return this;
  }

  /// A line through these.
  ///
  /// @param kind its class in the page's style
  Plot line(String kind, List<Point> points) {
    var path = new StringBuilder();
    for (var point : points) {
      path.append(path.isEmpty() ? 'M' : 'L')
          .append(String.format(Locale.ROOT, "%.1f %.1f", across(point.x()), down(point.y())));
    }
    if (!path.isEmpty()) {
      drawn.append("<path class='line ").append(kind).append("' d='").append(path).append("'/>");
    }
    for (var point : points) {
      drawn
          .append(
              String.format(Locale.ROOT, "<circle class='dot %s' cx='%.1f' cy='%.1f' r='%s'>", kind,
                  across(point.x()), down(point.y()), points.size() > 40 ? "4" : "2.5"))
          .append(tip(point.tip()))
          .append("</circle>");
    }
    return this;
  }

  /// A bar from the bottom up.
  Plot bar(String kind, double from, double to, double value, String tip) {
    var left = across(from) + 0.5;
    drawn
        .append(String.format(Locale.ROOT,
            "<rect class='bar %s' x='%.1f' y='%.1f' width='%.1f' height='%.1f'>", kind,
            left, down(value), Math.max(1, across(to) - left - 0.5), HEIGHT - BOTTOM - down(value)))
        .append(tip(tip))
        .append("</rect>");
    return this;
  }

  /// A line down at this place, with a word.
  Plot mark(double at, String word) {
    line("mark", across(at), TOP, across(at), HEIGHT - BOTTOM);
    text("start", across(at) + 4, TOP + 10, word);
    return this;
  }

  /// @param label for who cannot see it
  String svg(String label) {
    return String.format(Locale.ROOT, "<svg viewBox='0 0 %d %d' role='img' aria-label='%s'>", WIDTH,
        HEIGHT,
        Terms.escaped(label)) + spans + grid + drawn + "</svg>";
  }

  private double across(double value) {
    return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
  }

  private double down(double value) {
    return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
  }

  private void line(String kind, double fromX, double fromY, double toX, double toY) {
    grid.append(String.format(Locale.ROOT,
        "<line class='%s' x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f'/>", kind, fromX,
        fromY, toX, toY));
  }

  private void text(String anchor, double atX, double atY, String text) {
    grid.append(
        String.format(Locale.ROOT, "<text text-anchor='%s' x='%.1f' y='%.1f'>", anchor, atX, atY))
        .append(Terms.escaped(text))
        .append("</text>");
  }

  private static String tip(String text) {
    return "<title>" + Terms.escaped(text) + "</title>";
  }
}

package dev.earshot.core.integration;

/// One final that one app has to be told.
public record Entry(String app, Said said) {
  /// To whom it goes, with everything else that has to keep its order.
  public Line line() {
    return new Line(said.account(), app, said.stream());
  }
}

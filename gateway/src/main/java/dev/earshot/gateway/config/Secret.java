package dev.earshot.gateway.config;

/// Something that belongs into no log.
///
/// @param text in clear
public record Secret(String text) {
  @Override
  public String toString() {
    return "***";
  }
}

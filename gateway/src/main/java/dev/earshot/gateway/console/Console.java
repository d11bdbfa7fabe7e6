package dev.earshot.gateway.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The files of the page, read when it is made, and the rules under which a browser may show them.
public final class Console {
  /// Own scripts, own styles, own sockets; no other origin, no frame, no inline code.
  public static final String SECURITY_POLICY = "default-src 'none'; script-src 'self'; "
      + "style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
      + "form-action 'none'; frame-ancestors 'none'";

  private final Map<String, Page> pages = Map.of(
      "/", page("index.html", "text/html; charset=utf-8"),
      "/console.css", page("console.css", "text/css; charset=utf-8"),
      "/console.js", page("console.js", "text/javascript; charset=utf-8"),
      "/plain.js", page("plain.js", "text/javascript; charset=utf-8"),
      "/capture.js", page("capture.js", "text/javascript; charset=utf-8"),
      "/icon.svg", page("icon.svg", "image/svg+xml"));

  /// One file as it is sent.
  ///
  /// @param type of its media
  public record Page(String type, String body) {}

  /// The file at this path, if it is one of the page's.
  public Optional<Page> at(String path) {
    return Optional.ofNullable(pages.get(path));
  }

  private static Page page(String name, String type) {
    try (var in = Objects.requireNonNull(
        Console.class.getResourceAsStream("/console/" + name), name)) {
      return new Page(type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

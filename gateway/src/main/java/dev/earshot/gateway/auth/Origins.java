package dev.earshot.gateway.auth;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// From which pages browsers may open streams. A request without `Origin` is no browser's and passes.
///
/// @param allowed such as `https://app.example`, in small letters and without a usual port; empty for all
public record Origins(Set<String> allowed) {
  /// Every page.
  public static final Origins ALL = new Origins(Set.of());

  private static final Pattern COMMA = Pattern.compile(",");

  public Origins {
    allowed = Set.copyOf(allowed);
  }

  /// Reads a list of them.
  ///
  /// @param text comma separated, or `*` for all
  /// @throws IllegalArgumentException where one of them is no origin
  public static Origins parse(String text) {
    if (text.strip().equals("*")) {
      return ALL;
    }
    return new Origins(Stream.of(COMMA.split(text, -1))
        .map(one -> plain(one.strip())
            .orElseThrow(() -> new IllegalArgumentException("origin: " + one
                + " (expected: such as https://app.example or http://localhost:3000)")))
        .collect(Collectors.toSet()));
  }

  /// Whether a request may come in.
  ///
  /// @param origin the header as it came; null where there is none
  public boolean allows(@Nullable String origin) {
    return origin == null || allowed.isEmpty()
        || plain(origin).filter(allowed::contains).isPresent();
  }

  /// The one way to write it; empty for what is none, such as the `null` of a page from a file. Apps have
  /// schemes of their own.
  private static Optional<String> plain(String origin) {
    try {
      var address = URI.create(origin.toLowerCase(Locale.ROOT));
      var scheme = address.getScheme();
      var usual = "https".equals(scheme) ? 443 : "http".equals(scheme) ? 80 : -1;
      if (scheme == null || address.getHost() == null || address.getUserInfo() != null
          || !address.getRawPath().isEmpty() || address.getQuery() != null
          || address.getFragment() != null) {
        return Optional.empty();
      }
      var port = address.getPort() == -1 || address.getPort() == usual
          ? ""
          : ":" + address.getPort();
      return Optional.of(scheme + "://" + address.getHost() + port);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

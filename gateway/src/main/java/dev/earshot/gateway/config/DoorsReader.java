package dev.earshot.gateway.config;

import dev.earshot.gateway.auth.Issuer;
import dev.earshot.gateway.auth.Origins;
import dev.earshot.gateway.auth.TokenKey;
import dev.earshot.gateway.config.GatewayConfig.Doors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads who is let in beside the keys in the store, how often, and from which pages.
final class DoorsReader {
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern PROJECT = Pattern.compile("[a-z][-a-z0-9]{4,28}[a-z0-9]");

  private DoorsReader() {}

  static Doors read(Values values) {
    return new Doors(tokenKey(values), issuers(values),
        (int) values.number("EARSHOT_ACCOUNT_HANDSHAKES", Doors.DEFAULT.handshakes(),
            "1..1000000, a minute", text -> (double) Integer.parseInt(text), 1, 1_000_000),
        values.get("EARSHOT_ORIGINS", Doors.DEFAULT.origins(),
            "* or origins such as https://app.example, comma separated", Origins::parse));
  }

  private static @Nullable String tokenKey(Values values) {
    return values.<@Nullable String>get("EARSHOT_TOKEN_KEY", null,
        "32 bytes in base64, such as `openssl rand -base64 32` prints; the value is not shown",
        text -> {
          var _ = TokenKey.parse(text);
          return text;
        });
  }

  private static List<Issuer> issuers(Values values) {
    var issuers = new ArrayList<Issuer>(values.get("EARSHOT_OIDC", List.of(),
        "issuer|audience, comma separated; the issuer is an https address",
        DoorsReader::issuers));
    var project = values.<@Nullable String>get("EARSHOT_FIREBASE_PROJECT", null, "a project's id",
        text -> {
          if (!PROJECT.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
          }
          return text;
        });
    if (project != null) {
      issuers.add(Issuer.firebase(project));
    }
    return issuers;
  }

  /// An issuer that is named several times has as many audiences.
  private static List<Issuer> issuers(String text) {
    var audiences = new LinkedHashMap<String, Set<String>>();
    for (var entry : COMMA.split(text, -1)) {
      var bar = entry.indexOf('|');
      if (bar < 0) {
        throw new IllegalArgumentException(entry);
      }
      audiences.computeIfAbsent(entry.substring(0, bar).strip(), _ -> new TreeSet<>())
          .add(entry.substring(bar + 1).strip());
    }
    return audiences.entrySet()
        .stream()
        .map(issuer -> new Issuer(issuer.getKey(), issuer.getValue(), null))
        .toList();
  }
}

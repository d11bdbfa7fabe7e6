package dev.earshot.gateway.config;

import dev.earshot.gateway.config.GatewayConfig.Translator;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads who translates, if anybody does.
final class TranslatorReader {
  static final String KEY = "EARSHOT_TRANSLATE_KEY";
  private static final String URL = "EARSHOT_TRANSLATE_URL";
  static final Set<String> NAMES = Set.of(URL, KEY);

  private TranslatorReader() {}

  static @Nullable Translator read(Values values) {
    var key = values.<@Nullable Secret>get(KEY, null, "1..512 letters; the value is not shown",
        text -> {
          if (text.length() > 512) {
            throw new IllegalArgumentException("key");
          }
          return new Secret(text);
        });
    var url = values.get(URL, "", "http:// or https:// address without user, query and fragment",
        TranslatorReader::checked);
    return url.isEmpty() ? null : new Translator(url, key);
  }

  private static String checked(String text) {
    var uri = URI.create(text);
    var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!Set.of("http", "https").contains(scheme) || uri.getHost() == null
        || uri.getRawUserInfo() != null || uri.getRawQuery() != null
        || uri.getRawFragment() != null || uri.getPort() > 65_535 || uri.getPort() == 0) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }
}

package dev.earshot.gateway.config;

import dev.earshot.core.account.Plans;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads how Stripe is heard and asked.
final class StripeReader {
  static final String SECRETS = "EARSHOT_STRIPE_SECRETS";
  static final String KEY = "EARSHOT_STRIPE_KEY";
  static final String URL = "EARSHOT_STRIPE_URL";
  static final String PRICES = "EARSHOT_PRICES";
  static final Set<String> NAMES = Set.of(SECRETS, KEY, URL, PRICES);

  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern SECRET = Pattern.compile("[!-~&&[^,]]{8,255}");
  private static final Pattern PRICE = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  private StripeReader() {}

  /// Everything is looked at, also where nothing is heard.
  ///
  /// @return null where there is no secret: then there is no webhook
  static @Nullable StripeSettings read(Values values, Plans plans) {
    var secrets = values.get(SECRETS, List.<Secret>of(),
        "8 to 255 visible characters each, comma separated; the value is not shown",
        text -> Arrays.stream(COMMA.split(text, -1)).map(StripeReader::secret).toList());
    var prices = values.get(PRICES, Map.<String, String>of(), "price:plan, comma separated, each "
        + "price once, with plans of EARSHOT_PLANS: " + names(plans),
        text -> prices(text, plans));
    var key = values.<@Nullable Secret>get(KEY, null,
        "8 to 255 visible characters, such as rk_...; the value is not shown",
        StripeReader::secret);
    var url = values.get(URL, StripeSettings.STRIPE, "http[s]://host[:port]", StripeReader::url);
    return secrets.isEmpty() ? null : new StripeSettings(secrets, prices, key, url);
  }

  private static Secret secret(String text) {
    if (!SECRET.matcher(text.strip()).matches()) {
      throw new IllegalArgumentException("secret");
    }
    return new Secret(text.strip());
  }

  private static Map<String, String> prices(String text, Plans plans) {
    var prices = new HashMap<String, String>();
    for (var entry : COMMA.split(text, -1)) {
      var colon = entry.indexOf(':');
      var price = colon < 0 ? "" : entry.substring(0, colon).strip();
      var plan = entry.substring(colon + 1).strip();
      if (!PRICE.matcher(price).matches() || !plans.knows(plan)
          || prices.put(price, plan) != null) {
        throw new IllegalArgumentException(entry);
      }
    }
    return prices;
  }

  private static URI url(String text) {
    var url = URI.create(text);
    var isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    if (!isWeb || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null
        || url.getFragment() != null) {
      throw new IllegalArgumentException(text);
    }
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
  }

  private static List<String> names(Plans plans) {
    return plans.all().stream().map(plan -> plan.name()).toList();
  }
}

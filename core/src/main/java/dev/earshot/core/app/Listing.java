package dev.earshot.core.app;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What its owner says of an app.
///
/// @param name 1 to 80 characters
/// @param author for people, 0 to 80 characters
/// @param description 0 to 4,000 characters
/// @param category 0 to 64 characters
/// @param image its address or path, 0 to 2,048 characters
/// @param capabilities 0 to 16, each of 1 to 64 small letters, digits, `_` and `-`; sorted, each once
/// @param integration whom the app wants to be told of what is said; null for nobody
public record Listing(String name, String author, String description, String category,
    String image, List<String> capabilities, @Nullable ExternalIntegration integration) {
  /// The longest name, and the longest author.
  public static final int LONGEST_NAME = 80;
  /// The longest description.
  public static final int LONGEST_DESCRIPTION = 4_000;
  /// The longest category.
  public static final int LONGEST_CATEGORY = 64;
  /// The longest address.
  public static final int LONGEST_ADDRESS = 2_048;
  /// How many capabilities there may be.
  public static final int MOST_CAPABILITIES = 16;

  private static final Pattern CAPABILITY = Pattern.compile("[a-z0-9_-]{1,64}");

  public Listing {
    Wording.checked("name", name, 1, LONGEST_NAME);
    Wording.checked("author", author, 0, LONGEST_NAME);
    Wording.checked("description", description, 0, LONGEST_DESCRIPTION);
    Wording.checked("category", category, 0, LONGEST_CATEGORY);
    Wording.checked("image", image, 0, LONGEST_ADDRESS);
    if (!capabilities.stream().allMatch(Listing::isCapability)) {
      throw new IllegalArgumentException(
          "capabilities: one is none (expected: each 1 to 64 small letters, digits, '_' and '-')");
    }
    capabilities = List.copyOf(new TreeSet<>(capabilities));
    if (capabilities.size() > MOST_CAPABILITIES) {
      throw new IllegalArgumentException("capabilities: " + capabilities.size()
          + " (expected: 0.." + MOST_CAPABILITIES + ")");
    }
  }

  /// An app that has a name and says nothing else.
  public static Listing of(String name) {
    return new Listing(name, "", "", "", "", List.of(), null);
  }

  /// Whether an app may say that it can do this.
  public static boolean isCapability(String word) {
    return CAPABILITY.matcher(word).matches();
  }
}

package dev.earshot.deploy;

import java.util.regex.Pattern;

/// Which version this is, as the build has it.
final class Version {
  private static final Pattern VERSION = Pattern
      .compile("<version>([0-9.]+)(-SNAPSHOT)?</version>");

  private Version() {}

  /// The image that `./earshot image` makes of it.
  static String image() {
    var found = VERSION.matcher(Yaml.text("../pom.xml"));
    if (!found.find()) {
      throw new IllegalStateException("../pom.xml: no version");
    }
    return "localhost/earshot:" + found.group(1);
  }
}
